"""A newer version that comes on a stick: is it newer, is it ours, what is new, and how it takes the old one's place."""
