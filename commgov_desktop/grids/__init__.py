"""Grids: how the community is divided, which buildings and homes lie where, and who is responsible for them."""
