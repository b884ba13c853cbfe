"""What is to be done today, and how the office stands."""
