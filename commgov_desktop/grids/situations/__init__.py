"""Reports of situations that must be reported upward (六必报): what happened, by when it must be said, what came back."""
