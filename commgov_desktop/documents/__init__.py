"""Paper: everything the office prints, as PDF files that still open and look the same in twenty years."""
