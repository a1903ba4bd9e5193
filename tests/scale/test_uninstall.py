"""Uninstalling leaves plain Odoo: nothing of ours stays behind, and core's documents go on."""

from .common import run_trial


def test_nothing_stays_behind(committed_database):
    """Also when the rulebook is switched on and in use."""
    left = run_trial("tests.scale.uninstall_trial", committed_database)
    assert left.pop("words_before") > 200, "OCA's screens speak our Chinese while we are there"
    assert left == {"words": [], "records": [], "columns": [], "tables": [], "rules": [], "order": "sale"}
