"""States of an order, named."""

# An offer still: neither confirmed nor cancelled.
QUOTED = ("draft", "sent")
