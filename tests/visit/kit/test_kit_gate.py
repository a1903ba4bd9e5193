"""The table of ways to leave without a kit: by whatever call, whoever tries it."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table
from ..visit_case import MONDAY, VisitCase

CONTEXT = {
    "install_mode": True,
    "tracking_disable": True,
    "import_file": True,
    "bypass_approval": True,
    "skip_validation_check": True,
    "default_state": "departed",
}


def _left(case, visit):
    return visit.state == "departed"


def _import(case, visit):
    result = visit.load([".id", "state"], [[str(visit.id), "departed"]])
    errors = [message for message in result["messages"] if message["type"] == "error"]
    if errors:
        raise case.refused(errors[0]["message"])


def _rpc(case, visit):
    call_kw(visit.browse(), "action_depart", [visit.ids], {})


def _batch(case, visit):
    other = visit.copy({"date_start": MONDAY})
    (visit + other)[:1].write({"state": "departed", "goal": "x"})


WAYS = (
    Way("button", lambda case, visit: visit.action_depart(), done=_left, clause="V1.3"),
    Way("write", lambda case, visit: visit.write({"state": "departed"}), done=_left, clause="V1.3"),
    Way("web_save", lambda case, visit: visit.web_save({"state": "departed"}, {}), done=_left, clause="V1.3"),
    Way("rpc", _rpc, done=_left, clause="V1.3"),
    Way("import", _import, done=_left, clause="V1.3"),
    Way(
        "context",
        lambda case, visit: visit.with_context(**CONTEXT).write({"state": "departed"}),
        done=_left,
        clause="V1.3",
    ),
    Way(
        "superuser_mode",
        lambda case, visit: visit.sudo().write({"state": "departed"}),
        done=_left,
        clause="V1.3",
    ),
    Way("with_other_values", _batch, done=_left, clause="V1.3"),
)


@bypass_table(WAYS)
@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestKitGate(GateCase, VisitCase):
    gate_stages = ("none", "lacking", "yesterday", "others")
    gate_shelf = ()  # a kit holds for all visits of its day
    gate_tables = ("ops_visit", "ops_kit", "ops_checklist_answer", "calendar_event")

    def refused(self, message):
        return UserError(message)

    def _gate_document(self, stage):
        self.company.ops_rulebook = stage != "off"
        kits = self.env["ops.kit"].with_user(self.consultant)
        visit = self._plan(is_packed=False)
        if stage == "approved":
            self._pack()
        elif stage == "lacking":
            kits._confirm(self.company, self.env.ref("ops_dept.kit_cards"))
        elif stage == "yesterday":
            self._pack()
            self.env["ops.kit"].search([("user_id", "=", self.consultant.id)]).date = "2026-03-01"
        elif stage == "others":
            self._pack(self.stranger)
        return visit.with_env(self.env)
