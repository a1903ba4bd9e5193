"""Every way around a deviation, and around what a contract fixed: gate × way × role (W3.C, W3.D)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table
from ...common import about, clause
from ..quotation_changes import CHANGES
from ..quotation_gate import TABLES
from .common import DeviationCase

DEVIATION_TABLES = (*TABLES, "ops_contract", "ops_contract_deviation", "ops_contract_deviation_confirmer_rel")
EVERYBODY = ("consultant", "support", "manager", "leader", "superuser")
# What clicking and importing can say about a deviation.
CONFIRMED = {"state": "confirmed"}


def _open(contract):
    return contract.sudo().deviation_ids.filtered(lambda d: d.state == "open").with_env(contract.env)


def _on_deviation(method, *args):
    return lambda case, contract: getattr(_open(contract), method)(*args)


def _create(vals):
    def call(case, contract):
        order = contract.sudo().order_ids
        known = {
            "order_id": order.id,
            "kind": "discount",
            "line_ref": order.order_line[0].id,
            "effect": "worse",
        }
        contract.env["ops.contract.deviation"].create({**known, **vals})

    return call


def _with_defaults(case, contract):
    order = contract.sudo().order_ids
    contract.env["ops.contract.deviation"].with_context(
        default_state="confirmed", default_order_id=order.id, default_kind="price", install_mode=True
    ).create({"effect": "worse", "line_ref": 999})


def _load(case, contract):
    case.env["ir.model.data"].create(
        {
            "module": "__bypass__",
            "name": "deviation",
            "model": "ops.contract.deviation",
            "res_id": _open(contract).id,
        }
    )
    result = contract.env["ops.contract.deviation"].load(
        ["id", "state"], [["__bypass__.deviation", "Confirmed"]]
    )
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _command(field, command):
    """Change the deviation through one of its parents."""

    def call(case, contract):
        record = contract if field == "deviation_ids" else contract.order_ids
        record.write({field: [command(_open(contract).id)]})

    return call


def _on_order(**vals):
    return lambda case, contract: contract.order_ids.write(vals)


def _wizard(case, contract):
    wizard = contract.env["ops.reason"].sudo().create(about(_open(contract), "confirm"))
    wizard.with_env(contract.env).sudo().action_confirm()


def _refuse_wizard(case, contract):
    wizard = contract.env["ops.reason"].sudo().create({**about(_open(contract), "refuse"), "reason": "no"})
    wizard.with_env(contract.env).sudo().action_confirm()


def _then_submit(call):
    """Try to get rid of the deviation, and then to go on."""

    def both(case, contract):
        call(case, contract)
        contract.env.flush_all()
        contract.action_submit()

    return both


def _other_contract(case, contract):
    """Bring the quotation under another contract, and go on there."""
    other = case._create_contract(case._approved())
    contract.order_ids.with_env(contract.env).write({"ops_contract_id": other.id})
    other.with_env(contract.env).action_submit()


def _leave_contract(case, contract):
    """Take the quotation from the contract, and give it to the customer with the approval it had."""
    order = contract.order_ids
    order.write({"ops_contract_id": False})
    order.action_quotation_sent()


def _replace_line(case, contract):
    """The same product at the lower price as a line of its own."""
    order = contract.order_ids
    order.write(
        {
            "order_line": [
                (2, order.order_line[0].id),
                (0, 0, {"product_id": case.plain.id, "product_uom_qty": 10, "price_unit": 95}),
            ]
        }
    )
    contract.action_submit()


def _past_write(case, contract):
    """Back to the approved value, so that it is withdrawn, and then past `write` to the lower price."""
    order = contract.order_ids
    order.order_line[0].write({"price_unit": 100})
    contract.env.flush_all()
    case.env.cr.execute("UPDATE sale_order_line SET price_unit = 95 WHERE id = %s", [order.order_line[0].id])
    contract.env.invalidate_all()
    contract.action_submit()


def _is_submitted(case, contract):
    return contract.state in ("submitted", "approved")  # switched off, it passes at once


def _way(name, call, roles=("consultant",), done=None, open=("approved", "off"), clause="W3.C"):
    return Way(name, call, roles, done, open, clause=clause)


NEVER = [
    ("write_state", _on_deviation("write", CONFIRMED)),
    ("write_value", _on_deviation("write", {"present_value": "100.00"})),
    ("write_compared", _on_deviation("write", {"compared": {"old": 100, "new": 100}})),
    ("write_effect", _on_deviation("write", {"effect": "neutral"})),
    ("write_confirmer", _on_deviation("write", {"confirmer_ids": [(5,)]})),
    ("write_refused", _on_deviation("write", {"state": "refused", "refusal_reason": "no"})),
    ("write_refuser", _on_deviation("write", {"refused_by_id": 1})),
    ("write_withdrawn", _on_deviation("write", {"state": "withdrawn"})),
    ("write_to_another_quotation", _on_deviation("write", {"order_id": 1})),
    ("create", _create({})),
    ("create_confirmed", _create(CONFIRMED)),
    ("create_by_defaults", _with_defaults),
    ("unlink", _on_deviation("unlink")),
    ("copy", _on_deviation("copy", CONFIRMED)),
    ("load", _load),
    ("contract_command_write", _command("deviation_ids", lambda i: (1, i, CONFIRMED))),
    ("contract_command_create", _command("deviation_ids", lambda i: (0, 0, CONFIRMED))),
    ("contract_command_delete", _command("deviation_ids", lambda i: (2, i))),
    ("contract_command_unlink", _command("deviation_ids", lambda i: (3, i))),
    ("contract_command_clear", _command("deviation_ids", lambda i: (5,))),
    ("order_command_write", _command("ops_deviation_ids", lambda i: (1, i, CONFIRMED))),
    ("order_command_delete", _command("ops_deviation_ids", lambda i: (2, i))),
]


@tagged("post_install", "-at_install")
@clause("W3.C", part="bypass")
@bypass_table(
    [
        # what the gate holds
        _way("submit", lambda c, d: d.action_submit(), ("consultant", "support", "manager"), _is_submitted),
        _way("submit_by_write", lambda c, d: d.write({"state": "submitted"}), ("consultant",), _is_submitted),
        _way("send_quotation", lambda c, d: d.order_ids.action_quotation_sent(), EVERYBODY[:4]),
        _way("mail_quotation", lambda c, d: d.order_ids.action_quotation_send(), EVERYBODY[:2]),
        # who may not confirm, may not
        *(
            _way(f"confirm_{name}", call, ("consultant", "support", "superuser"), open=())
            for name, call in (
                ("button", _on_deviation("action_confirm")),
                ("with_comment", _on_deviation("action_confirm", "fine")),
                ("form", _on_deviation("action_open_confirm")),
                ("wizard", _wizard),
                ("from_contract", lambda c, d: d.action_confirm_deviations()),
            )
        ),
        # nor refuse: what is refused stays in the way
        *(
            _way(f"refuse_{name}", call, ("consultant", "support", "superuser"), open=())
            for name, call in (
                ("button", _on_deviation("action_refuse", "no")),
                ("form", _on_deviation("action_open_refuse")),
                ("wizard", _refuse_wizard),
                ("from_contract", lambda c, d: d.action_refuse_deviations()),
            )
        ),
        _way("refuse_without_reason", _on_deviation("action_refuse", "  "), EVERYBODY, open=()),
        # what nobody may
        *(_way(name, call, EVERYBODY, open=()) for name, call in NEVER),
        # and then go on
        _way("snapshot", _on_order(ops_approved_snapshot={}), EVERYBODY, open=(), clause="W2.E"),
        _way("flag", _on_order(ops_has_open_deviation=False), EVERYBODY, open=(), clause="W2.E"),
        _way(
            "skip_to_approved", lambda c, d: d.write({"state": "approved"}), EVERYBODY, open=(), clause="W3.D"
        ),
        _way("skip_to_signed", lambda c, d: d.write({"state": "signed"}), EVERYBODY, open=()),
        _way("sign", lambda c, d: d.action_sign(), EVERYBODY, open=()),
        _way("other_contract", _other_contract, ("support", "consultant"), open=()),
        _way("leave_contract", _leave_contract, ("consultant", "support"), open=(), clause="W2.E"),
        _way("replace_line", _replace_line, ("consultant", "support"), open=()),
        _way("past_write", _past_write, ("consultant", "support"), open=()),
        _way(
            "quotation_again",
            lambda c, d: d.order_ids.action_ops_submit(),
            ("consultant", "support"),
            open=(),
        ),
    ]
)
class TestDeviationBypass(GateCase, DeviationCase):
    """Rows start from a contract whose quotation became cheaper; "approved" means that this was confirmed."""

    gate_stages = ("open", "reopened", "refused")
    gate_tables = DEVIATION_TABLES

    def _gate_document(self, stage):
        if stage == "off":
            self._switch(False)
        order = self._approved() if stage != "off" else self._create_order()
        contract = self._create_contract(order)
        return contract if stage == "off" else getattr(self, f"_stage_{stage}")(contract)

    def _stage_open(self, contract):
        contract.order_ids.with_user(self.consultant).order_line[0].price_unit = 95
        return contract

    def _stage_approved(self, contract):
        self._confirm_deviations(self._stage_open(contract).order_ids)
        return contract

    def _stage_reopened(self, contract):
        self._stage_approved(contract).order_ids.with_user(self.consultant).order_line[0].price_unit = 94
        return contract

    def _stage_refused(self, contract):
        contract.with_user(self.consultant).action_submit()
        contract.with_user(self.manager).action_ops_refuse("not yet")
        return self._stage_open(contract)


FIXED_CHANGES = [row for row in CHANGES if row[0] not in ("catalog", "currency", "template", "terms_text")]


@tagged("post_install", "-at_install")
@clause("W3.D", part="what the contract fixed")
@bypass_table(
    [
        *(
            Way(
                f"change_{name}",
                lambda case, contract, change=change: change(case, contract.order_ids),
                roles[:2],
                open=("negotiated",),
                prepare=prepare
                and (lambda case, contract, prepare=prepare: prepare(case, contract.order_ids)),
                clause="W3.D",
            )
            for name, change, roles, prepare in FIXED_CHANGES
        ),
        Way(
            "delete_quotation",
            lambda case, contract: contract.order_ids.unlink(),
            ("superuser",),
            open=(),
            clause="W3.D",
        ),
        Way(
            "take_from_contract",
            lambda case, contract: contract.order_ids.write({"ops_contract_id": False}),
            ("consultant", "superuser"),
            open=("negotiated",),
            clause="W3.D",
        ),
        Way(
            "cheaper_and_renegotiate",
            lambda case, contract: contract.write(
                {
                    "order_ids": [(1, contract.order_ids.id, {"ops_warranty_months": 99})],
                    "state": "negotiating",
                }
            ),
            ("consultant", "superuser"),
            open=(),
            closed=("approved", "signed"),
            clause="W3.D",
        ),
    ]
)
class TestContractedBypass(GateCase, DeviationCase):
    """What a contract promises stays while it is decided, when it is approved and when it is signed."""

    gate_stages = ("submitted", "approved", "signed")
    gate_tables = DEVIATION_TABLES

    def _gate_document(self, stage):
        order = self._approve(self._create_order())
        contract = self._create_contract(order)
        if stage == "submitted":
            contract.with_user(self.consultant).action_submit()
        elif stage != "negotiated":
            self._approve_contract(contract)
        if stage == "signed":
            self._sign_contract(contract)
        return contract

    def _catalog(self, order, product, quantity):
        """Not in this table."""
