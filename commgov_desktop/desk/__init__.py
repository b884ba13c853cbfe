"""The window where residents are served: certificates issued and refused, notices, and what hangs on the board."""
