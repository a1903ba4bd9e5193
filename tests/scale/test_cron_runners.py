"""Every job of ours run by two processes at once on one database: nothing is done twice."""

from .common import run_trial


def test_two_processes_running_every_job_do_nothing_twice(committed_database):
    """Periods are opened, meetings planned, violations noted once; each person is told once a day."""
    found = run_trial("tests.scale.cron_runners", committed_database, "3")

    assert found["failures"] == []  # no error reaches the log of a worker either
    assert {name: found[name]["twice"] for name in ("opened", "meetings", "violated", "told")} == {
        "opened": [],
        "meetings": [],
        "violated": [],
        "told": [],
    }
    assert found["opened"]["all"] > 10
    assert found["meetings"]["all"] >= 3
    assert found["violated"]["all"] == 30
