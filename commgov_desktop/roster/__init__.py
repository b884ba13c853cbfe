"""The residents of the community: who lives where, in which household, and how they are found."""
