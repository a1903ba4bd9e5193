"""What later rooms say of a kind of proposal that they add."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of proposal, declared in `_proposal_kinds` of the room that adds it to the selection.

    :param str clause: under which the answer is owed, with its limit of the step "answer"
    :param str effect: the method of the approved proposals that carries them out (none: the answer is all)
    """

    clause: str
    effect: str = ""
