"""Many people changed at once: what would change is shown first, then it is one action with one undo."""
