"""Every way to the other side of a case's gate: decided, settled, dismissed, repealed only as R16 says."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table
from .common import NOW, PenaltyCase

# What clients send along to get around a gate.
CONTEXT = dict.fromkeys(("skip_validation_check", "install_mode", "import_file", "tracking_disable"), True)
OUTSIDERS = (
    "consultant",
    "manager",
    "leader",
    "colleague",
    "accountant",
    "auditor",
    "rule_admin",
    "superuser",
)


def _state(target):
    return lambda case, penalty: penalty.write({"state": target})


def _forged(target):
    return lambda case, penalty: penalty.with_context(**CONTEXT).write({"state": target})


def _create(target):
    def create(case, penalty):
        values = {"employee_id": case.employee.id, "kind": "reward", "reason": "x", "state": target}
        penalty.with_context(**CONTEXT).create(values)

    return create


def _default(target):
    def create(case, penalty):
        values = {"employee_id": case.employee.id, "kind": "reward", "reason": "x"}
        penalty.with_context(**CONTEXT, default_state=target).create(values)

    return create


def _stamp(name, value):
    return lambda case, penalty: penalty.write({name: value})


def _review(case, penalty):
    penalty.review_ids.write({"status": "approved"})


def _lines(case, penalty):
    penalty.line_ids.write({"amount": 60})


def _line_out(case, penalty):
    penalty.line_ids.unlink()


def _move_line(case, penalty):
    penalty.write({"line_ids": [(5, 0, 0)]})


def _more_and_submit(case, penalty):
    penalty.line_ids.write({"amount": 500})
    penalty.action_submit()


def _other_grounds(case, penalty):
    penalty.write({"reason": "He did it twice", "state": "submitted"})


def _turn(role, call, stage, *closed):
    """A way that succeeds at its stage and at none before."""
    name = f"{role}_{call.__code__.co_names[-1]}_{stage}"
    closed = closed or ("proposed", "heard")
    return Way(name, call, roles=(role,), open=(stage,), closed=closed, clause="R16")


WAYS = (
    *(
        Way(f"write_{state}", _state(state), roles=OUTSIDERS, open=(), clause="")
        for state in ("approved", "notified", "settled", "upheld", "repealed")
    ),
    *(
        Way(f"forged_{state}", _forged(state), roles=("manager", "leader", "superuser"), open=(), clause="")
        for state in ("approved", "settled", "repealed", "cancel")
    ),
    *(
        Way(f"create_{state}", make(state), roles=("manager", "leader", "superuser"), open=(), clause="")
        for state, make in (("approved", _create), ("settled", _default))
    ),
    Way("review", _review, roles=OUTSIDERS[:-1], open=(), closed=("heard",), clause=""),
    Way(
        "approve",
        lambda case, p: p.action_ops_approve(),
        roles=OUTSIDERS[:2] + OUTSIDERS[3:],
        open=(),
        clause="",
    ),
    Way("settle", lambda case, p: p.action_settle(), roles=OUTSIDERS, open=(), clause=""),
    Way("repeal", lambda case, p: p.action_repeal("because"), roles=OUTSIDERS, open=(), clause=""),
    Way("appeal", lambda case, p: p.action_appeal("because"), roles=OUTSIDERS, open=(), clause=""),
    Way("confirm", lambda case, p: p.action_confirm_reading(), roles=OUTSIDERS, open=(), clause=""),
    Way(
        "paper_answer",
        lambda case, p: p.action_note_answer("He is guilty"),
        roles=OUTSIDERS,
        open=(),
        clause="",
    ),
    Way(
        "paper_appeal",
        lambda case, p: p.action_note_appeal("He is guilty"),
        roles=OUTSIDERS,
        open=(),
        clause="",
    ),
    Way("answered", _stamp("answer", "Nothing"), roles=OUTSIDERS, open=(), clause=""),
    Way("hearing", _stamp("date_hearing", NOW - timedelta(days=9)), roles=OUTSIDERS, open=(), clause=""),
    Way("proposer", _stamp("proposer_id", 1), roles=OUTSIDERS, open=(), clause=""),
    Way("amount", _stamp("amount", 1), roles=OUTSIDERS, open=(), clause=""),
    Way("share", _stamp("joint_fixed", 1), roles=OUTSIDERS, open=(), clause=""),
    Way("no_share", _stamp("joint_lack", "top"), roles=OUTSIDERS, open=(), clause=""),
    Way("kind", _stamp("kind", "reward"), roles=OUTSIDERS, open=(), clause=""),
    Way("head", _stamp("head_id", False), roles=OUTSIDERS, open=(), clause=""),
    Way("person", _stamp("employee_id", False), roles=OUTSIDERS, open=(), clause=""),
    Way("fine", _lines, roles=OUTSIDERS, open=(), closed=("heard",), clause=""),
    Way("line_out", _line_out, roles=OUTSIDERS, open=(), closed=("heard",), clause=""),
    Way("lines_out", _move_line, roles=OUTSIDERS, open=(), closed=("heard",), clause=""),
    Way("delete", lambda case, p: p.unlink(), roles=OUTSIDERS, open=(), clause=""),
    Way(
        "delete_forced",
        lambda case, p: p.with_context(_force_unlink=True).unlink(),
        roles=OUTSIDERS,
        open=(),
        clause="",
    ),
    Way("portion", lambda case, p: p.action_settle_portion("", 10), roles=OUTSIDERS, open=(), clause=""),
    Way("open_amount", _stamp("amount_open", 0), roles=OUTSIDERS, open=(), clause=""),
    # what the person was not heard on: changed after his answer, and asked for at once
    Way(
        "submit_changed",
        lambda case, p: p.action_submit(),
        roles=("manager", "leader"),
        open=("withdrawn",),
        closed=("changed",),
        clause="R16",
    ),
    Way(
        "more_and_submit",
        _more_and_submit,
        roles=("manager", "leader"),
        open=(),
        closed=("withdrawn",),
        clause="R16",
    ),
    Way(
        "other_grounds",
        _other_grounds,
        roles=("manager", "leader"),
        open=(),
        closed=("withdrawn",),
        clause="R16",
    ),
    # a deputy: while he stands in, and neither before nor afterwards
    Way(
        "deputy",
        lambda case, p: p.action_ops_approve(),
        roles=("other_manager",),
        open=("stood_in",),
        closed=("heard", "came_back"),
        clause="",
    ),
    # what each of them does in its turn
    _turn("leader", lambda case, p: p.action_ops_approve(), "heard", "proposed"),
    _turn("consultant", lambda case, p: p.action_confirm_reading(), "decided"),
    _turn("manager", lambda case, p: p.action_note_refused("The clerk"), "decided"),
    _turn("leader", lambda case, p: p.action_settle(), "notified"),
    _turn("consultant", lambda case, p: p.action_appeal("I was ill"), "notified"),
    _turn("second_leader", lambda case, p: p.action_repeal("She was ill"), "appealed"),
    _turn("second_leader", lambda case, p: p.action_uphold("She was not"), "appealed"),
    _turn("manager", lambda case, p: p.line_ids.write({"amount": 60}), "proposed", "heard"),
    _turn("consultant", lambda case, p: p.action_answer("I had asked twice"), "proposed", "heard"),
)


@bypass_table(WAYS)
@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestPenaltyBypass(GateCase, PenaltyCase):
    gate_stages = ("proposed", "heard")
    gate_shelf = ("proposed", "heard")
    gate_tables = (
        "ops_penalty",
        "ops_penalty_line",
        "ops_violation",
        "ops_log",
        "tier_review",
        "mail_message",
        "account_move",
    )

    def _gate_document(self, stage):
        if stage == "appealed":
            penalty = self._notified()
            penalty.with_user(self.consultant).action_appeal("I was ill that week")
            return penalty
        if stage in ("withdrawn", "changed"):
            penalty = self._heard()
            penalty.with_user(self.manager).action_withdraw()
            if stage == "changed":
                penalty.line_ids.with_user(self.manager).amount = 500
            return penalty
        if stage in ("stood_in", "came_back"):
            penalty = self._heard_by_software()
            absence = self._stand_in(self.manager, self.other_manager)
            if stage == "came_back":
                absence.with_user(self.manager).action_end()
            return penalty
        return getattr(self, {"proposed": "_propose"}.get(stage, f"_{stage}"))()
