"""Every way to work on a case, or to its stage, before the manager confirmed it (W7.A, W8.A, W9.A)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table, delete_forced
from ...common import clause
from ..common import ServiceCase

TABLES = (
    "helpdesk_ticket",
    "ops_ticket_line",
    "ops_log",
    "ops_obligation",
    "ops_visit",
    "tier_review",
    "mail_message",
)
HANDS = ("technician", "support", "consultant", "leader", "superuser")
WRITERS = ("support", "consultant", "leader", "superuser")


def _write(**vals):
    return lambda case, ticket: ticket.write(vals)


def _stage(name):
    def call(case, ticket):
        ticket.write({"stage_id": case.env.ref(f"helpdesk_mgmt.helpdesk_ticket_stage_{name}").id})

    return call


def _close_route(case, ticket):
    """What the helpdesk's route does for whoever is logged in, also in the portal."""
    ticket.sudo().stage_id = case.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")


def _create(**vals):
    def call(case, ticket):
        ticket.env["helpdesk.ticket"].create({"name": "New", "description": "?", **vals})

    return call


def _create_by_default(case, ticket):
    ticket.env["helpdesk.ticket"].with_context(default_ops_step="approved").create(
        {"name": "New", "description": "?"}
    )


def _by_mail(case, ticket):
    """A mail at an address that an administrator gave our step to begin with."""
    mail = {"subject": "Pump", "body": "It leaks", "email_from": "wang@example.com", "to": "help@example.com"}
    values = {"ops_step": "approved", "ops_process": "after_sales", "partner_id": case.contact.id}
    ticket.env["helpdesk.ticket"].message_new(mail, custom_values=values)


def _load(case, ticket):
    result = ticket.env["helpdesk.ticket"].load(["id", "ops_step"], [["__bypass__.case", "approved"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _name_case(case, ticket):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "case", "model": ticket._name, "res_id": ticket.id}
    )


def _duplicate(case, ticket):
    other = case._case().with_env(ticket.env)
    ticket.env["helpdesk.ticket.duplicate.wizard"].sudo().create(
        {
            "ticket_id": ticket.id,
            "duplicate_of_id": other.id,
            "target_stage_id": case.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_cancelled").id,
        }
    ).action_confirm()


def _taken(case, ticket):
    return ticket.ops_step == "technical"


WAYS = (
    Way(
        "take_up",
        lambda case, ticket: ticket.action_ops_take_up(),
        ("technician",),
        _taken,
        open=("approved",),
        clause="W7",
    ),
    Way("write_step", _write(ops_step="technical"), ("technician",), _taken, open=("approved",), clause="W7"),
    Way("write_approved", _write(ops_step="approved"), HANDS, open=(), clause="W7"),
    Way("write_solved", _write(ops_step="solved"), HANDS, open=(), clause="W7"),
    Way("write_result", _write(ops_result="Done"), ("technician", "superuser"), open=(), clause="W7"),
    Way("write_dispatch", _write(ops_dispatch="no"), ("technician", "superuser"), open=(), clause="W7"),
    Way("stamp", _write(ops_date_approved="2026-03-02 01:00:00"), HANDS, open=(), clause="W7"),
    Way("told", _write(ops_told_date="2026-03-02 01:00:00"), HANDS, open=(), clause="W7"),
    Way(
        "stage_progress",
        _stage("in_progress"),
        HANDS,
        open=(),
        closed=("draft", "submitted", "refused"),
        clause="W7",
    ),
    Way("stage_done", _stage("done"), HANDS, open=(), clause="W7"),
    Way("close_route", _close_route, ("technician", "support", "portal"), open=(), clause="W7"),
    Way("create_approved", _create(ops_step="approved"), HANDS, open=(), closed=("draft",), clause="W7"),
    Way(
        "create_stamped",
        _create(ops_date_approved="2026-03-02 01:00:00"),
        HANDS,
        open=(),
        closed=("draft",),
        clause="W7",
    ),
    Way("default", _create_by_default, HANDS, open=(), closed=("draft",), clause="W7"),
    Way("duplicate", _duplicate, ("support", "technician", "superuser"), open=(), clause="W7"),
    Way("mail_with_step", _by_mail, ("superuser",), open=(), closed=("draft",), clause="W7"),
    Way("import_step", _load, WRITERS, open=(), prepare=_name_case, clause="W7"),
    Way(
        "technical_via_rpc_review",
        lambda case, ticket: ticket.validate_tier(),
        HANDS,
        open=(),
        closed=("draft", "submitted", "refused"),
        clause="W7",
    ),
    Way(
        "delete",
        delete_forced,
        ("support", "superuser"),
        open=(),
        closed=("submitted", "refused"),
        clause="W7",
    ),
)


@tagged("post_install", "-at_install")
@bypass_table(WAYS)
class TestCaseBypass(GateCase, ServiceCase):
    """Rows start from a service case at each stage before its confirmation."""

    gate_stages = ("draft", "submitted", "refused")
    gate_tables = TABLES

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = cls.env["res.users"].create(
            {
                "login": "case_portal",
                "name": "Portal",
                "partner_id": cls.contact.id,
                "group_ids": [(6, 0, cls.env.ref("base.group_portal").ids)],
            }
        )

    def _gate_document(self, stage):
        if stage == "draft":
            return self._case().with_env(self.env)
        if stage == "submitted":
            return self._asked().with_env(self.env)
        if stage == "refused":
            case = self._asked()
            case.with_user(self.manager).action_ops_refuse("No")
            return case.with_env(self.env)
        return self._confirmed().with_env(self.env)

    @clause("W7.A", "W8.A", "W9.A", part="steps and stage; goods have their own table")
    def test_each_process_names_its_clause(self):
        for process, code in (("repair", "W8.A"), ("return", "W9.A"), ("exchange", "W9.A")):
            case = self._case(process).with_user(self.technician)
            with self.subTest(process=process), self.assertRaisesRegex(UserError, code):
                case.action_ops_take_up()
