"""The page of a deal, the first page, the next step, and what is offered to whom."""
