"""States of a release, named: what counts against an order line."""

# It may leave, or left.
RELEASED = ("approved", "done")
# It takes its part of the line: being decided, approved, shipped.
COUNTED = ("submitted", *RELEASED)
