"""Every way to a confirmed receipt and to its content: refused without finance's confirmation (W5.C)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...bypass import bypass_table, delete_forced
from ...common import clause
from ..receipt_gate import CONFIRMED, CONTEXT, ReceiptGateCase, way

NOT_DECIDED = ("draft", "submitted", "refused")


def _receipt_vals(case, **vals):
    return {"partner_id": case.customer.id, "amount": 10, **vals}


def _create_receipt_approved(case, receipt):
    receipt.env["ops.receipt"].create(_receipt_vals(case, state="approved"))


def _create_receipt_by_context(case, receipt):
    receipt.env["ops.receipt"].with_context(default_state="approved").create(_receipt_vals(case))


def _load_receipt(case, receipt):
    result = receipt.env["ops.receipt"].load(
        ["partner_id/.id", "amount", "state"], [[str(case.customer.id), "10", "approved"]]
    )
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _load_update(case, receipt):
    result = receipt.env["ops.receipt"].load(["id", "state"], [["__bypass__.receipt", "approved"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _give_external_id(case, receipt):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "receipt", "model": "ops.receipt", "res_id": receipt.id}
    )


def _through_the_order(case, receipt):
    receipt.order_ids[:1].write({"ops_receipt_ids": [Command.update(receipt.id, {"state": "approved"})]})


def _more_on_the_line(case, receipt):
    receipt.allocation_ids.write({"amount": 1, "write_off": 999, "write_off_reason": "x"})


def _another_line(case, receipt):
    receipt.env["ops.receipt.allocation"].create(
        {"receipt_id": receipt.id, "move_id": case.second.id, "amount": 1}
    )


def _give_second_invoice(case, receipt):
    case.second = case._create_posted_invoice(amount=50)


def _line_from_elsewhere(case, receipt):
    other = receipt.env["ops.receipt"].create(
        _receipt_vals(case, allocation_ids=[Command.create({"move_id": case.invoice.id, "amount": 1})])
    )
    receipt.allocation_ids.sudo()  # read before
    other.allocation_ids.write({"receipt_id": receipt.id, "move_id": case.invoice.id})


def _line_through_the_invoice(case, receipt):
    case.invoice.with_env(receipt.env).sudo().write(
        {"ops_allocation_ids": [Command.update(receipt.allocation_ids.id, {"amount": 1})]}
    )


WRITERS = ("support", "accountant", "superuser")
FROZEN = ("submitted", "approved", "told", "reversed")
STATES = [
    way(
        "receipt_approve",
        lambda case, receipt: receipt.action_ops_approve(),
        ("accountant",),
        lambda case, receipt: receipt.payment_id,
        open=("submitted",),
        closed=("draft", "refused"),
    ),
    way(
        "receipt_approve_by_others",
        lambda case, receipt: receipt.action_ops_approve(),
        ("support", "consultant", "manager", "leader", "superuser"),
        open=(),
        closed=NOT_DECIDED,
    ),
    way(
        "receipt_write_approved",
        lambda case, receipt: receipt.write({"state": "approved"}),
        ("support", "consultant", "manager", "accountant", "superuser"),
        open=(),
        closed=NOT_DECIDED,
    ),
    way(
        "receipt_write_approved_with_context",
        lambda case, receipt: receipt.with_context(**CONTEXT).write({"state": "approved"}),
        ("accountant", "superuser"),
        open=(),
        closed=NOT_DECIDED,
    ),
    way(
        "receipt_write_told",
        lambda case, receipt: receipt.write({"state": "told"}),
        ("support", "accountant", "superuser"),
        open=(),
        closed=NOT_DECIDED,
    ),
    way(
        "receipt_write_reversed",
        lambda case, receipt: receipt.write({"state": "reversed"}),
        ("support", "accountant", "superuser"),
        open=(),
        closed=(*NOT_DECIDED, "approved"),
    ),
    way(
        "receipt_reverse",
        lambda case, receipt: receipt.action_reverse("bounced"),
        ("accountant",),
        lambda case, receipt: receipt.state == "reversed",
        open=CONFIRMED,
        closed=NOT_DECIDED,
    ),
    way(
        "receipt_reverse_by_others",
        lambda case, receipt: receipt.action_reverse("bounced"),
        ("support", "consultant", "manager", "leader", "superuser"),
        open=(),
        closed=CONFIRMED,
    ),
    way(
        "receipt_cancel_confirmed",
        lambda case, receipt: receipt.action_cancel(),
        WRITERS,
        open=(),
        closed=CONFIRMED,
    ),
    way("receipt_create_approved", _create_receipt_approved, WRITERS, open=(), closed=("draft",)),
    way("receipt_create_by_context", _create_receipt_by_context, WRITERS, open=(), closed=("draft",)),
    way("receipt_load_approved", _load_receipt, WRITERS, open=(), closed=("draft",)),
    way("receipt_load_update", _load_update, WRITERS, open=(), closed=NOT_DECIDED, prepare=_give_external_id),
    way(
        "receipt_through_the_order",
        _through_the_order,
        ("consultant", "superuser"),
        open=(),
        closed=NOT_DECIDED,
    ),
    way(
        "receipt_change_amount",
        lambda case, receipt: receipt.write({"amount": 1}),
        WRITERS,
        lambda case, receipt: receipt.amount == 1,
        open=("draft",),
        closed=FROZEN,
        clause="",
    ),
    way(
        "receipt_change_customer",
        lambda case, receipt: receipt.write({"partner_id": case.vendor.id}),
        WRITERS,
        open=("draft",),
        closed=FROZEN,
        clause="",
    ),
    way("receipt_change_line", _more_on_the_line, WRITERS, open=("draft",), closed=FROZEN, clause=""),
    way(
        "receipt_add_line",
        _another_line,
        WRITERS,
        open=("draft",),
        closed=FROZEN,
        clause="",
        prepare=_give_second_invoice,
    ),
    way("receipt_move_line", _line_from_elsewhere, WRITERS, open=(), closed=FROZEN, clause=""),
    way(
        "receipt_remove_line",
        lambda case, receipt: receipt.allocation_ids.unlink(),
        WRITERS,
        open=("draft",),
        closed=FROZEN,
        clause="",
    ),
    way(
        "receipt_change_line_through_the_invoice",
        _line_through_the_invoice,
        ("superuser",),
        open=("draft",),
        closed=FROZEN,
        clause="",
    ),
    way(
        "receipt_change_journal",
        lambda case, receipt: receipt.write({"journal_id": case.cash.id}),
        ("accountant",),
        open=("draft", "submitted"),
        closed=("approved", "told", "reversed"),
        clause="",
    ),
    way(
        "receipt_change_journal_by_sales",
        lambda case, receipt: receipt.write({"journal_id": case.cash.id}),
        ("support", "consultant", "superuser"),
        open=("draft",),
        closed=("submitted",),
    ),
    way(
        "receipt_delete",
        lambda case, receipt: receipt.unlink(),
        ("support", "superuser"),
        open=("draft",),
        closed=FROZEN,
    ),
    way(
        "receipt_delete_by_key",
        delete_forced,
        ("support", "consultant", "superuser"),
        open=("draft",),
        closed=FROZEN,
    ),
    way(
        "receipt_line_delete_by_key",
        lambda case, receipt: delete_forced(case, receipt.allocation_ids),
        ("support", "consultant", "superuser"),
        open=("draft",),
        closed=FROZEN,
    ),
    way(
        "receipt_review_forged",
        lambda case, receipt: receipt.sudo().review_ids.with_env(receipt.env).write({"status": "approved"}),
        ("support", "accountant"),
        open=(),
        closed=("submitted",),
        clause="",
    ),
]


@tagged("post_install", "-at_install")
@clause("W5.C", part="gate")
@bypass_table(STATES)
class TestReceiptBypass(ReceiptGateCase):
    """The receipt's own state and content."""
