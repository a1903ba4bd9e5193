"""No way on a plan around who confirms it: the table gate × way × role (W1.B)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table, delete_forced
from ...common import clause
from .test_work_plan import NEXT_MONDAY, THURSDAY, WorkPlanCase

STAGES = ("draft", "submitted", "refused", "cancelled", "reopened")
BEFORE = ("draft", "submitted", "refused", "cancelled")
# What clients send along to get around a gate.
CONTEXT = {
    "skip_validation_check": True,
    "install_mode": True,
    "tracking_disable": True,
    "import_file": True,
    "bypass_approval": True,
}
HANDS = ("consultant", "superuser", "manager", "leader")


def _in_its_week(call):
    """Try it when the plan has begun, which it does by itself where it is confirmed."""

    def tried(case, plan):
        with freeze_time(plan.sudo().moment_from + timedelta(hours=2)):
            call(case, plan)

    return tried


def _write(**vals):
    return lambda case, plan: plan.write(vals)


def _create(context=None, **vals):
    def call(case, plan):
        later = {"date_from": NEXT_MONDAY + timedelta(weeks=30), "goals": "x"}
        plan.env["ops.work.plan"].with_context(**(context or {})).create({**later, **vals})

    return call


def _load(model, name, field, value):
    def call(case, plan):
        result = plan.env[model].load(["id", field], [[f"__bypass__.{name}", value]])
        if not result["ids"]:
            raise UserError(result["messages"][0]["message"])

    return call


def _name(case, plan):
    visit = case._visit_of(plan)
    for name, record in (("plan", plan), ("visit", visit)):
        case.env["ir.model.data"].create(
            {"module": "__bypass__", "name": name, "model": record._name, "res_id": record.id}
        )


def _by_server_action(code):
    def call(case, plan):
        action = case.env["ir.actions.server"].create(
            {
                "name": "Bypass",
                "model_id": case.env["ir.model"]._get_id("ops.work.plan"),
                "state": "code",
                "code": code,
                "group_ids": [Command.clear()],
            }
        )
        action.with_env(plan.env(context={"active_model": plan._name, "active_ids": plan.ids})).run()

    return call


def _visit_written(**vals):
    return lambda case, plan: case._visit_of(plan).with_env(plan.env).write(vals)


def _visit_created(context=None, **vals):
    def call(case, plan):
        values = {"partner_id": case.customer.id, "date_start": plan.moment_from + timedelta(days=1)}
        plan.env["ops.visit"].with_context(**(context or {})).create({**values, **vals})

    return call


def _visit_copied(case, plan):
    case._visit_of(plan).with_env(plan.env).copy({"is_agreed": True})


def _is(state):
    return lambda case, plan: plan.state == state


def _never(name, call, roles=("consultant", "superuser"), closed=None, **values):
    return Way(name, call, roles, open=(), closed=closed, **{"clause": "W1.B", **values})


def _behind(name, call, state="running", roles=("consultant", "superuser"), **values):
    return Way(name, _in_its_week(call), roles, _is(state), clause="W1.B", **values)


WAYS = (
    # Behind the gate: a confirmed plan goes on by these
    _behind("run_written", _write(state="running"), roles=HANDS),
    _behind("run_among_others", _write(goals="x", state="running")),
    _behind("run_loaded", _load("ops.work.plan", "plan", "state", "running"), prepare=_name),
    _behind("run_by_server_action", _by_server_action("records.write({'state': 'running'})")),
    _behind("run_with_context_keys", lambda c, p: p.with_context(**CONTEXT).write({"state": "running"})),
    _never("closed_written", _in_its_week(_write(state="closed")), HANDS),
    # Confirmed by hand
    _never("approved_written", _write(state="approved"), HANDS),
    _never("approved_among_others", _write(goals="x", state="approved"), HANDS),
    _never("approved_with_context_keys", lambda c, p: p.with_context(**CONTEXT).write({"state": "approved"})),
    _never("approved_loaded", _load("ops.work.plan", "plan", "state", "approved"), prepare=_name),
    _never("approved_by_server_action", _by_server_action("records.write({'state': 'approved'})")),
    _never("unknown_state_written", _write(state="gone")),
    _never("gate_passed", lambda c, p: p._gate_passed(), ("superuser",)),
    _never("retried", lambda c, p: p.action_ops_retry(), ("superuser",), clause=""),
    # Made as confirmed
    _never("created_approved", _create(state="approved"), HANDS, ("draft",)),
    _never("created_running", _create(state="running"), HANDS, ("draft",)),
    _never("created_by_default", _create({"default_state": "approved"}), HANDS, ("draft",)),
    _never(
        "copied_approved",
        lambda c, p: p.copy({"state": "approved", "date_from": NEXT_MONDAY + timedelta(weeks=30)}),
        closed=("draft", "submitted"),
    ),
    *(
        _never(f"{field}_written", _write(**{field: value}), HANDS)
        for field, value in (
            ("ops_date_approved", "2026-03-05 02:00:00"),
            ("ops_requester_id", 1),
            ("moment_from", "2026-03-01 16:00:00"),
            ("date_to", "2026-03-01"),
        )
    ),
    # Confirmed by whom it is not for
    _never("approved_by_oneself", lambda c, p: p.action_ops_approve(), ("consultant", "gm")),
    _never(
        "review_written",
        lambda c, p: p.sudo(False).review_ids.write({"status": "approved"}),
        ("consultant", "manager"),
        ("submitted",),
    ),
    # What was confirmed, or lies with the head, is not changed and stays known
    *(
        Way(
            f"{field}_changed",
            _write(**{field: value}),
            HANDS[:3],
            open=("draft", "refused"),
            closed=("submitted", "approved", "cancelled"),
            clause="W1.B",
        )
        for field, value in (
            ("date_from", str(NEXT_MONDAY + timedelta(weeks=31))),
            ("scope", "team"),
        )
    ),
    Way(
        "deleted",
        lambda c, p: p.unlink(),
        ("consultant", "superuser"),
        open=("draft",),
        closed=("submitted", "refused", "approved", "reopened"),
        clause="W1.B",
    ),
    _never("deleted_by_key", delete_forced, closed=("submitted", "refused", "approved", "reopened")),
    _never(
        "made_anew_without_a_reason",
        _write(state="draft"),
        ("consultant", "superuser", "manager"),
        ("approved",),
    ),
    _never("reset_without_a_reason", lambda c, p: p.action_reset(), closed=("approved",)),
    _never("reopened_with_an_empty_reason", lambda c, p: p.action_reopen(" "), closed=("approved",)),
    # The marks of its visits
    *(
        _never(f"visit_{field}_written", _visit_written(**{field: value}), HANDS, BEFORE, clause="V1.1")
        for field, value in (("is_agreed", True), ("date_agreed", "2026-03-09 01:00:00"))
    ),
    _never(
        "visit_mark_taken_away",
        _visit_written(is_agreed=False),
        HANDS,
        ("approved", "reopened"),
        clause="V1.1",
    ),
    _never(
        "visit_day_agreed_moved",
        _visit_written(date_agreed="2026-03-12 01:00:00"),
        HANDS,
        ("approved",),
        clause="V1.1",
    ),
    Way(
        "visit_deleted",
        lambda c, p: c._visit_of(p).with_env(p.env).unlink(),
        HANDS[:3],
        open=("draft", "submitted"),
        closed=("approved", "reopened"),
        clause="W1.C",
    ),
    _never(
        "visit_deleted_by_key",
        lambda c, p: delete_forced(c, c._visit_of(p).with_env(p.env)),
        closed=("approved",),
        clause="W1.C",
    ),
    Way(
        "visit_made_a_call",
        _visit_written(channel="outbound"),
        HANDS[:3],
        open=("draft", "submitted"),
        closed=("approved", "reopened"),
        clause="W1.C",
    ),
    _never("visit_created_agreed", _visit_created(is_agreed=True), HANDS[:2], ("draft",), clause="V1.1"),
    _never(
        "visit_created_agreed_by_default",
        _visit_created({"default_date_agreed": "2026-03-09 01:00:00"}),
        HANDS[:2],
        ("draft",),
        clause="V1.1",
    ),
    _never("visit_copied_agreed", _visit_copied, HANDS[:2], ("draft", "approved"), clause="V1.1"),
    _never(
        "visit_loaded_agreed",
        _load("ops.visit", "visit", "is_agreed", "1"),
        closed=("draft",),
        prepare=_name,
        clause="V1.1",
    ),
)


class WorkPlanGateCase(GateCase, WorkPlanCase):
    gate_stages = STAGES
    gate_tables = ("ops_work_plan", "ops_visit", "tier_review", "ops_log", "ops_obligation", "mail_message")

    def _gate_document(self, stage):
        if stage == "off":
            self.company.ops_rulebook = False
        # a person has one plan for a week
        number = (*STAGES, "approved", "off").index(stage)
        monday = NEXT_MONDAY + timedelta(weeks=number)
        plan = self._week(date_from=monday)
        self._plan(date_start=plan.moment_from + timedelta(days=1, hours=9), contact_id=False)
        getattr(self, f"_stage_{stage}")(plan)
        return plan.with_env(self.env)

    def _visit_of(self, plan):
        return plan.with_env(self.env)._get_visits()[:1]

    def _stage_draft(self, plan):
        pass

    def _stage_submitted(self, plan):
        plan.action_submit()

    _stage_off = _stage_submitted

    def _stage_refused(self, plan):
        plan.action_submit()
        plan.with_user(self.manager).action_refuse("Too few")

    def _stage_cancelled(self, plan):
        plan.action_submit()
        plan.action_cancel()

    def _stage_approved(self, plan):
        plan.action_submit()
        plan.with_user(self.manager).action_ops_approve()

    def _stage_reopened(self, plan):
        self._stage_approved(plan)
        plan.action_reopen("The fair was moved")


@tagged("post_install", "-at_install")
@freeze_time(THURSDAY)
@clause("W1.B", part="no way around who confirms a plan")
@bypass_table(WAYS)
class TestWorkPlanGate(WorkPlanGateCase):
    """One test per way; what a cell shows is told in `tests/bypass.py`."""


@tagged("post_install", "-at_install")
@freeze_time(THURSDAY)
class TestWhoConfirms(WorkPlanGateCase):
    """What is no call that somebody tries: the job, and who stands in for the head."""

    def test_the_job_begins_nothing_that_is_not_confirmed(self):
        plans = {stage: self._gate_document(stage) for stage in STAGES}
        visits = {stage: self._visit_of(plan) for stage, plan in plans.items()}
        before = {stage: plan.state for stage, plan in plans.items()}
        with freeze_time(NEXT_MONDAY + timedelta(weeks=20)):
            self.env.ref("ops_dept.ir_cron_work_plan_turn").method_direct_trigger()
        self.assertEqual({stage: plan.state for stage, plan in plans.items()}, before)
        marked = {stage for stage, visit in visits.items() if visit.is_agreed}
        self.assertEqual(marked, {"reopened"}, "what was agreed once stays marked")

    def test_who_does_not_stand_above_confirms_nothing(self):
        plan = self._gate_document("submitted")
        for user in (self.other_manager, self.stranger, self.auditor, self.support):
            with self.subTest(user.login), self.assertRaises(UserError), self.env.cr.savepoint():
                plan.with_user(user).action_ops_approve()
        self.assertEqual(plan.state, "submitted")

    def test_a_deputy_confirms_while_the_head_is_away_and_not_before(self):
        plan = self._gate_document("submitted")
        deputy = plan.with_user(self.other_manager)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            deputy.action_ops_approve()
        self.env["ops.absence"].with_user(self.manager).create(
            {
                "deputy_id": self.other_manager.id,
                "date_from": "2026-03-05",
                "date_to": "2026-03-06",
                "scope": "approvals",
            }
        )
        deputy.action_ops_approve()
        self.assertEqual(plan.state, "approved")
        self.assertTrue(self._visit_of(plan).is_agreed)

    def test_who_stands_in_for_his_head_does_not_confirm_his_own_plan(self):
        plan = self._week(self.manager, goals="Halls")
        plan.action_submit()
        head = plan.head_id
        self.env["ops.absence"].with_user(head).create(
            {"deputy_id": self.manager.id, "date_from": "2026-03-05", "date_to": "2026-03-06"}
        )
        with self.assertRaisesRegex(UserError, r"W1\.B"):
            plan.with_user(self.manager).action_ops_approve()
        self.assertEqual(plan.state, "submitted")
