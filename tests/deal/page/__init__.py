"""The page of a deal, the next step, and what is offered to whom."""
