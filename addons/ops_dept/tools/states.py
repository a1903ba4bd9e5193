"""States of an approval, named: those of every document, and those of its reviews."""

# A request may be made.
TO_SUBMIT = ("draft", "refused")
# Nothing is approved yet.
UNDECIDED = ("draft", "submitted", "refused")
# Not asked for, refused, or given up.
DORMANT = ("draft", "refused", "cancel")
# It was asked for, and not refused.
ASKED = ("submitted", "approved")

# Reviews: it is, or will be, somebody's turn.
WAITING = ("waiting", "pending")
