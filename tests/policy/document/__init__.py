"""Records, documents, their lines and their numbers."""
