"""A contract is signed, entered, ended, amended; its scans stay."""
