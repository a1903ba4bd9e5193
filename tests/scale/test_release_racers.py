"""Deliveries validated at the same time against one approved release, in transactions that are committed."""

import re

from ..common import clause
from .common import run_trial


def race(database, *races):
    """Let keepers ship against releases; a race is (approved, each, keepers)."""
    runs = [":".join(str(number) for number in numbers) for numbers in races]
    return run_trial("tests.scale.release_racers", database, *runs)


@clause("W4.C", part="under concurrency")
def test_never_more_leaves_than_was_approved(committed_database):
    """The second keeper waits for the first; he ships what is left over, or is told whom to ask."""
    one_of_two, both, three_of_four = race(committed_database, (10, 10, 2), (8, 4, 2), (10, 3, 4))

    assert (one_of_two["passed"], one_of_two["left"]) == (1, 10)
    assert (both["passed"], both["left"]) == (2, 8)
    assert (three_of_four["passed"], three_of_four["left"]) == (3, 9)

    for outcome in (one_of_two, both, three_of_four):
        assert outcome["failures"] == []  # no error of the database reaches a keeper
        assert outcome["repeated"] >= 1  # they really met: the server began somebody's call anew
    assert [len(outcome["refused"]) for outcome in (one_of_two, both, three_of_four)] == [1, 0, 1]
    assert re.search(r"10 \S+ would leave, 0 are released.*W4\.C", one_of_two["refused"][0])
    assert re.search(r"3 \S+ would leave, 1 are released.*W4\.C", three_of_four["refused"][0])
