"""States of an order, named."""

# A quotation, or one again: neither confirmed nor cancelled.
QUOTED = ("draft", "sent")
