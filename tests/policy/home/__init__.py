"""The first page, before and after the rulebook is set up."""
