"""A contract is signed, entered, ended, amended."""
