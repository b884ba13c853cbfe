"""What a ledger is: its fields as the paper form has them, its lists, and what a clerk does to a record."""
