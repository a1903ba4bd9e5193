"""What a company decides about clauses: its own ones, roles in addition, consequences, items."""
