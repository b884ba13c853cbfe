"""What happens in a household's life, each on one screen that shows every effect before it is saved."""
