"""Codes of clauses: their sections in the rulebook's order, and those of a company's own."""

# How codes of a company's own clauses begin; none of the written rulebook does.
OWN = "X"
# First letter of a code → its section; numbered: groups are sorted by key, the rulebook has its own order.
SECTIONS = {letter: f"{number:02}_{letter}" for number, letter in enumerate("GMVNPHWRFC" + OWN, 1)}
