"""What can be asked of residents and households, and the questions an office has saved."""
