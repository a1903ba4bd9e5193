"""The rulebook's clauses, their limits, and the trace of every change of a rule."""
