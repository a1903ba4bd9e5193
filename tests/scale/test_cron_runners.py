"""Every job of ours run by two processes at once on one database: nothing is done twice."""

from .common import run_trial


def test_two_processes_running_every_job_do_nothing_twice(committed_database):
    """Periods are opened, meetings planned, violations noted once; a violation comes into one case, which is
    heard and asked about once; a decision is owed once, an edition asks each person once; each person is told
    once a day.
    """
    found = run_trial("tests.scale.cron_runners", committed_database, "3")

    assert found["failures"] == []  # no error reaches the log of a worker either
    done = ("opened", "meetings", "violated", "noted", "cases", "reviews", "decisions", "asked", "told")
    assert {name: found[name]["twice"] for name in done} == {name: [] for name in done}
    least = {"opened": 11, "meetings": 3, "cases": 30, "reviews": 15, "decisions": 5, "asked": 31}
    assert {name: found[name]["all"] for name in least if found[name]["all"] < least[name]} == {}
    assert found["violated"]["all"] == found["noted"]["all"] == 60
