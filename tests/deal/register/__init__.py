"""Contract numbers, voided and held ones, contracts of earlier years."""
