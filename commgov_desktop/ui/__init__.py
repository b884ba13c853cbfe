"""The widgets every screen is built from. Nothing in here knows a ledger or a feature by name."""
