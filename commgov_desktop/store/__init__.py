"""The office's encrypted file: what is kept, who changed it, how it is found, and how it is taken back."""
