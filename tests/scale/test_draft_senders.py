"""The same draft of a visit sent twice at the same time, in transactions that are committed."""

from ..common import clause
from .common import run_trial

ROUNDS = 3


@clause("P3.1", part="under concurrency")
@clause("V4.1", part="under concurrency")
def test_a_draft_that_two_requests_bring_at_once_becomes_one(committed_database):
    """The second waits for the first, begins anew and finds it: both browsers are told the same note."""
    outcomes = run_trial("tests.scale.draft_senders", committed_database, 2, ROUNDS)

    assert len(outcomes) == ROUNDS
    for outcome in outcomes:
        assert outcome["failures"] == []  # no error of the database reaches a browser
        assert (outcome["visits"], outcome["leads"], outcome["lines"]) == (1, 1, 1)
        assert outcome["answers"] == 1
    assert sum(outcome["repeated"] for outcome in outcomes) >= 1  # they really met
