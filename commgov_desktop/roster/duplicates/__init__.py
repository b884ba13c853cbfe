"""People who were entered twice: found, put together, and taken apart again."""
