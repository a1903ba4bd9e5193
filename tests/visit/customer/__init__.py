"""The customer file: who sees it, what it says, how fresh it is."""
