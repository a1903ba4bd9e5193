"""An approval that ends is an ordinary write: core's automation rules see it, and cannot give it back."""

from .common import run_trial


def test_a_rule_sees_an_approval_end_and_cannot_give_it_back(committed_database):
    found = run_trial("tests.scale.automation_trial", committed_database)
    assert found["state"] == "draft"
    assert found["seen"]
    assert not found["forged"]
    assert "W2.E" in found["refused"]
