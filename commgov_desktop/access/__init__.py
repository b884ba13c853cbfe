"""Who may sit at the desk, and what each role may open."""
