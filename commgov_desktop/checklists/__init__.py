"""Checklists: what the community is to do, when it is due, and the proof that it was done."""
