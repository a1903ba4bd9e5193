"""Numbers taken by eight processes at the same time, in transactions that are really committed."""

from .common import run_trial

WRITERS, CALLS = 8, 50


def take_numbers(database, way):
    return run_trial("tests.scale.number_writers", database, way, WRITERS, CALLS)


def test_nobody_fails_and_no_number_is_missing(committed_database):
    """Transactions given up after they took a number leave no gap: the next one takes it."""
    outcome = take_numbers(committed_database, "ours")
    assert outcome["failures"] == 0
    assert outcome["gaps"] == 0
    assert outcome["duplicates"] == 0
    given_up = WRITERS * -(-CALLS // 7)
    assert outcome["committed"] == WRITERS * CALLS - given_up


def test_the_trial_shows_what_fails(committed_database):
    """Odoo's own gapless sequence has no gap either, but its users fail: the trial would show it of ours."""
    outcome = take_numbers(committed_database, "sequence")
    assert outcome["gaps"] == outcome["duplicates"] == 0
    assert outcome["failures"] > 0
