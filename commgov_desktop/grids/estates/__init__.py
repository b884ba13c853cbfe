"""Estates (小区): their kind, who manages them, their buildings and the people who live there."""
