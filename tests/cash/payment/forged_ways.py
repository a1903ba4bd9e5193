"""Ways around the gate on payments: what it looks at is forged, what finance confirmed is undone."""

from odoo.exceptions import UserError
from odoo.fields import Command

from ..receipt_gate import CONFIRMED, way
from .payment_ways import POSTERS, create_payment, find_payment, give_draft, is_posted, payment_vals


# ----------------------------------------------------------------------
# An invoice shown as paid without any money
# ----------------------------------------------------------------------
def _due(case, receipt):
    """Return what the customer owes, as an item of the invoice."""
    return case.invoice._ops_receivable_lines().with_env(receipt.env)


def _type_on_item(**vals):
    return lambda case, receipt: _due(case, receipt).write(vals)


def _item_with_default(case, receipt):
    """An entry whose items say by a default of the context that they are settled."""
    move = (
        receipt.env["account.move"]
        .with_context(default_reconciled=True, default_amount_residual=0)
        .create(
            {
                "line_ids": [
                    Command.create({"account_id": case.bank.default_account_id.id, "credit": 10}),
                    Command.create({"account_id": case.receivable.id, "debit": 10}),
                ]
            }
        )
    )
    move.action_post()
    if move.line_ids.filtered("reconciled"):
        return
    raise UserError("the default was not taken (W5.C)")


def _partial(case, receipt, credit, amount=1000):
    due = _due(case, receipt)
    receipt.env["account.partial.reconcile"].create(
        {
            "debit_move_id": due.id,
            "credit_move_id": credit.id,
            "amount": amount,
            "debit_amount_currency": amount,
            "credit_amount_currency": amount,
        }
    )


def _settled_by_another_account(case, receipt):
    """The income of the invoice itself is said to settle it."""
    income = case.invoice.line_ids.filtered(lambda line: line.display_type == "product")
    _partial(case, receipt, income)


def _settled_by_a_cent(case, receipt):
    """One cent on the customer's account is said to settle the whole invoice."""
    entry = receipt.env["account.move"].create(
        {
            "line_ids": [
                Command.create({"account_id": case.bank.default_account_id.id, "debit": 0.01}),
                Command.create(
                    {"account_id": case.receivable.id, "partner_id": case.customer.id, "credit": 0.01}
                ),
            ]
        }
    )
    entry.action_post()
    _partial(case, receipt, entry.line_ids.filtered("credit"))


def _as_a_vendors_money(case, receipt):
    """The customer's money entered as a vendor's, onto the payable."""
    create_payment(case, receipt, partner_type="supplier").action_post()


UNPAID = ("draft", "submitted", "refused", "reversed")
FORGED_ITEMS = [
    way(name, call, ("accountant", "superuser"), open=opened, closed=UNPAID[:1])
    for name, call, opened in [
        ("item_residual", _type_on_item(amount_residual=0, reconciled=True), ("off",)),
        ("item_reconciled", _type_on_item(reconciled=True), ("off",)),
        ("item_residual_currency", _type_on_item(amount_residual_currency=0), ("off",)),
        ("item_created_settled", _item_with_default, ()),
        ("settled_by_another_account", _settled_by_another_account, ("off",)),
        ("settled_by_a_cent", _settled_by_a_cent, ("off",)),
        ("as_a_vendors_money", _as_a_vendors_money, ("off",)),
    ]
]


# ----------------------------------------------------------------------
# Forging what the gate looks at
# ----------------------------------------------------------------------
def _create_exempt(case, receipt):
    create_payment(case, receipt, ops_exempt=True)


def _create_exempt_by_context(case, receipt):
    receipt.env["account.payment"].with_context(default_ops_exempt=True).create(
        payment_vals(case, receipt)
    ).action_post()


def _write_exempt(case, receipt):
    find_payment(case, receipt).write({"ops_exempt": True})


def _link_the_receipt(case, receipt):
    find_payment(case, receipt).write({"ops_receipt_ids": [Command.link(receipt.id)]})


def _link_on_creation(case, receipt):
    create_payment(case, receipt, ops_receipt_ids=[Command.link(receipt.id)], state="paid")


def _link_from_the_receipt(case, receipt):
    receipt.write({"payment_id": find_payment(case, receipt.sudo()).id})


def _name_an_exempt_invoice(case, receipt):
    """Money for one invoice is said to be for another, of an order that ran before the rulebook."""
    invoice = case.free_order.with_env(case.env)._create_invoices()
    create_payment(
        case,
        receipt,
        invoice_ids=[Command.set(invoice.ids)],
        amount=invoice.amount_total + 1,
        state="in_process",
    )


def _name_a_mixed_pair(case, receipt):
    invoice = case.free_order.with_env(case.env)._create_invoices()
    create_payment(case, receipt, invoice_ids=[Command.set((invoice | case.invoice).ids)], state="in_process")


FORGED = [
    way("create_exempt", _create_exempt, POSTERS, open=()),
    way("create_exempt_by_context", _create_exempt_by_context, POSTERS, open=()),
    way("write_exempt", _write_exempt, POSTERS, open=(), prepare=give_draft),
    way("link_the_receipt", _link_the_receipt, POSTERS, open=(), prepare=give_draft),
    way("link_on_creation", _link_on_creation, POSTERS, open=()),
    way(
        "link_from_the_receipt",
        _link_from_the_receipt,
        (*POSTERS, "support", "consultant"),
        open=(),
        prepare=give_draft,
    ),
    way("more_than_an_exempt_invoice_owes", _name_an_exempt_invoice, POSTERS, is_posted, open=("off",)),
    way("an_exempt_invoice_and_another", _name_a_mixed_pair, POSTERS, is_posted, open=("off",)),
]


# ----------------------------------------------------------------------
# The confirmed payment behind the receipt's back
# ----------------------------------------------------------------------
def _payment(receipt):
    return receipt.sudo().payment_id.with_env(receipt.env)


def _undo(method):
    return lambda case, receipt: getattr(_payment(receipt), method)()


def _undo_entry(method):
    return lambda case, receipt: getattr(receipt.sudo().payment_id.move_id.with_env(receipt.env), method)()


def _change(**vals):
    return lambda case, receipt: _payment(receipt).write(vals)


BEHIND = [
    way("cancel_the_payment", _undo("action_cancel"), POSTERS, open=(), closed=CONFIRMED),
    way("draft_the_payment", _undo("action_draft"), POSTERS, open=(), closed=CONFIRMED),
    way("reject_the_payment", _undo("action_reject"), POSTERS, open=(), closed=CONFIRMED),
    way("delete_the_payment", _undo("unlink"), POSTERS, open=(), closed=CONFIRMED),
    way("draft_its_entry", _undo_entry("button_draft"), POSTERS, open=(), closed=CONFIRMED),
    way("cancel_its_entry", _undo_entry("button_cancel"), POSTERS, open=(), closed=CONFIRMED),
    way("delete_its_entry", _undo_entry("unlink"), ("superuser",), open=(), closed=CONFIRMED, clause=""),
    way("raise_its_amount", _change(amount=5000), POSTERS, open=(), closed=CONFIRMED),
    way(
        "change_its_customer",
        lambda case, receipt: _payment(receipt).write({"partner_id": case.vendor.id}),
        POSTERS,
        open=(),
        closed=CONFIRMED,
    ),
    way("change_its_date", _change(date="2026-01-01"), POSTERS, open=(), closed=CONFIRMED),
    way("post_it_again_after_the_reversal", _undo("action_post"), POSTERS, open=(), closed=("reversed",)),
    way(
        "draft_and_post_it_again",
        lambda case, receipt: (_payment(receipt).action_draft(), _payment(receipt).action_post()),
        POSTERS,
        open=(),
        closed=("reversed",),
    ),
]
