"""Every way of getting a customer's money into the books: refused without finance's confirmation (W5.C)."""

from functools import partial

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...bypass import Way, bypass_table, delete_forced
from ...common import clause
from ..receipt_gate import ReceiptGateCase

way = partial(Way, clause="W5.C")
# Who can post payments in Odoo, and the server itself.
POSTERS = ("accountant", "superuser")
# Who has no accounting rights to write with, whatever else he may do.
OTHERS = ("support", "consultant", "manager", "leader", "auditor", "purchaser")
CONTEXT = {
    "skip_validation_check": True,
    "bypass_approval": True,
    "force_payment_move": True,
    "skip_invoice_sync": True,
    "is_payment": True,
    "install_mode": True,
    "import_file": True,
    "default_ops_exempt": False,
}


def _vals(case, receipt, **vals):
    return {
        "payment_type": "inbound",
        "partner_type": "customer",
        "partner_id": case.customer.id,
        "amount": 1000,
        "journal_id": case.bank.id,
        "date": "2026-02-01",
        "memo": "bypass",
        **vals,
    }


def _create(case, receipt, **vals):
    return receipt.env["account.payment"].create(_vals(case, receipt, **vals))


def _posted(case, receipt):
    """Tell whether a payment of our own stands as received."""
    return case.env["account.payment"].search(
        [("memo", "=", "bypass"), ("state", "in", ("in_process", "paid"))]
    )


def _shows_paid(case, receipt):
    return case.invoice.payment_state == "paid"


def _draft(case):
    """A draft payment as finance may prepare it: it says nothing about money yet."""
    return case.env["account.payment"].create(_vals(case, None))


def _find(case, receipt):
    return receipt.env["account.payment"].search([("memo", "=", "bypass")])


# ----------------------------------------------------------------------
# Core's own ways to register a payment
# ----------------------------------------------------------------------
def _register(case, receipt):
    wizard = receipt.env["account.payment.register"].with_context(
        active_model="account.move", active_ids=case.invoice.ids
    )
    wizard.create({"payment_date": "2026-02-01", "journal_id": case.bank.id}).action_create_payments()


def _pay_button(case, receipt):
    case.invoice.with_env(receipt.env).action_register_payment()


def _pay_lines(case, receipt):
    lines = case.invoice.line_ids.filtered(lambda line: line.account_id == case.receivable)
    action = lines.with_env(receipt.env).action_register_payment()
    wizard = receipt.env["account.payment.register"].with_context(**action["context"]).create({})
    wizard.action_create_payments()


def _create_and_post(case, receipt):
    _create(case, receipt).action_post()


def _post_with_context(case, receipt):
    _find(case, receipt).with_context(**CONTEXT).action_post()


def _post_in_a_batch(case, receipt):
    vendor = _create(
        case, receipt, partner_id=case.vendor.id, partner_type="supplier", payment_type="outbound"
    )
    (vendor | _find(case, receipt)).action_post()


def _give_draft(case, receipt):
    _draft(case)


CORE = [
    way(
        "register_wizard",
        _register,
        POSTERS,
        _shows_paid,
        open=("off",),
        denied=OTHERS,
        closed=("draft", "submitted", "refused", "reversed"),
    ),
    way(
        "register_of_lines",
        _pay_lines,
        POSTERS,
        _shows_paid,
        open=("off",),
        closed=("draft", "submitted", "refused", "reversed"),
    ),
    way("pay_button", _pay_button, POSTERS, None, open=("off",)),
    way("create_and_post", _create_and_post, POSTERS, _posted, open=("off",), denied=OTHERS),
    way(
        "post",
        lambda case, receipt: _find(case, receipt).action_post(),
        POSTERS,
        _posted,
        open=("off",),
        prepare=_give_draft,
    ),
    way("post_with_context_keys", _post_with_context, POSTERS, _posted, open=("off",), prepare=_give_draft),
    way("post_in_a_batch", _post_in_a_batch, POSTERS, _posted, open=("off",), prepare=_give_draft),
    way(
        "validate",
        lambda case, receipt: _find(case, receipt).action_validate(),
        POSTERS,
        _posted,
        open=("off",),
        prepare=_give_draft,
    ),
]


# ----------------------------------------------------------------------
# Writing and creating the state
# ----------------------------------------------------------------------
def _write_state(state):
    return lambda case, receipt: _find(case, receipt).write({"state": state})


def _create_state(state, **vals):
    def call(case, receipt):
        _create(case, receipt, state=state, invoice_ids=[Command.set(case.invoice.ids)], **vals)

    return call


def _create_with_default_state(case, receipt):
    receipt.env["account.payment"].with_context(default_state="paid").create(
        _vals(case, receipt, invoice_ids=[Command.set(case.invoice.ids)])
    )


def _create_with_lines(case, receipt):
    line = lambda account, balance: Command.create(  # noqa: E731
        {
            "account_id": account.id,
            "partner_id": case.customer.id,
            "currency_id": case.currency.id,
            "amount_currency": balance,
            "balance": balance,
        }
    )
    _create(
        case, receipt, line_ids=[line(case.bank.default_account_id, 1000), line(case.receivable, -1000)]
    ).action_post()


def _create_with_write_off(case, receipt):
    _create(case, receipt, write_off_line_vals=[])


def _load(case, receipt):
    result = receipt.env["account.payment"].load(
        ["payment_type", "partner_type", "partner_id/.id", "amount", "journal_id/.id", "memo", "state"],
        [["inbound", "customer", str(case.customer.id), "1000", str(case.bank.id), "bypass", "paid"]],
    )
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _copy_a_paid_one(case, receipt):
    """Finance copies a payment that stands, and posts the copy."""
    standing = receipt.env["account.payment"].search([("partner_id", "=", case.customer.id)], limit=1)
    standing.copy({"memo": "bypass"}).action_post()


def _give_standing(case, receipt):
    """A payment that was posted before the rulebook was switched on."""
    on = case.company.ops_rulebook
    case._switch(False)
    case.env["account.payment"].create(_vals(case, None, memo="before", amount=7)).action_post()
    case._switch(on)


def _change_a_standing_one(case, receipt):
    """Finance takes a free payment back, makes it another one and posts it again."""
    payment = receipt.env["account.payment"].search([("memo", "=", "before")], limit=1)
    payment.action_draft()
    payment.write({"amount": 1000, "memo": "bypass"})
    payment.action_post()


def _through_the_invoice(case, receipt):
    case.invoice.with_env(receipt.env).write(
        {"matched_payment_ids": [Command.create(_vals(case, receipt, state="paid"))]}
    )


def _through_a_free_payment(case, receipt):
    """A vendor's payment without an entry is put beside the customer's invoice, which then shows as paid."""
    payment = receipt.env["account.payment"].create(
        _vals(
            case,
            receipt,
            partner_id=case.vendor.id,
            partner_type="supplier",
            payment_type="outbound",
            state="paid",
        )
    )
    case.invoice.with_env(receipt.env).write({"matched_payment_ids": [Command.link(payment.id)]})


def _as_vendors_refund(case, receipt):
    """Money of the customer entered as a vendor's, onto the receivable."""
    _create(case, receipt, partner_type="supplier", destination_account_id=case.receivable.id).action_post()


def _as_vendors_refund_changed_later(case, receipt):
    payment = _create(case, receipt, partner_type="supplier", state="paid")
    payment.write({"partner_type": "customer"})


def _as_outbound_changed_later(case, receipt):
    payment = _create(case, receipt, payment_type="outbound", state="paid")
    payment.write({"payment_type": "inbound"})


def _as_outbound_with_lines(case, receipt):
    line = lambda account, balance: Command.create(  # noqa: E731
        {"account_id": account.id, "partner_id": case.customer.id, "balance": balance}
    )
    _create(
        case,
        receipt,
        payment_type="outbound",
        line_ids=[line(case.bank.default_account_id, 1000), line(case.receivable, -1000)],
    ).action_post()


def _with_an_entry_of_its_own(case, receipt):
    """A draft payment gets an entry made by hand, which is posted as an entry."""
    payment = _find(case, receipt)
    move = receipt.env["account.move"].create(
        {
            "move_type": "entry",
            "journal_id": case.bank.id,
            "origin_payment_id": payment.id,
            "line_ids": [
                Command.create({"account_id": case.bank.default_account_id.id, "debit": 1000}),
                Command.create(
                    {"account_id": case.receivable.id, "partner_id": case.customer.id, "credit": 1000}
                ),
            ],
        }
    )
    payment.move_id = move
    move.action_post()


def _forge_paid(case, receipt):
    case.invoice.with_env(receipt.env).write({"payment_state": "paid"})


WRITES = [
    *[
        way(
            f"write_state_{state}",
            _write_state(state),
            POSTERS,
            _posted,
            open=("off",),
            prepare=_give_draft,
            denied=("support", "leader"),
        )
        for state in ("in_process", "paid")
    ],
    *[
        way(f"create_{state}_with_invoice", _create_state(state), POSTERS, _posted, open=("off",))
        for state in ("in_process", "paid")
    ],
    way(
        "create_paid_of_a_vendor_with_invoice",
        _create_state("paid", partner_type="supplier"),
        POSTERS,
        _posted,
        open=("off",),
    ),
    way(
        "create_paid_outbound_with_invoice",
        _create_state("paid", payment_type="outbound"),
        POSTERS,
        _posted,
        open=("off",),
    ),
    way("create_with_default_state", _create_with_default_state, POSTERS, _posted, open=("off",)),
    way("create_with_lines", _create_with_lines, POSTERS, _posted, open=("off",)),
    way("create_with_write_off", _create_with_write_off, POSTERS, _posted, open=("off",)),
    way("load", _load, POSTERS, _posted, open=("off",)),
    way("copy_and_post", _copy_a_paid_one, POSTERS, _posted, open=("off",), prepare=_give_standing),
    way(
        "change_a_standing_one",
        _change_a_standing_one,
        POSTERS,
        _posted,
        open=("off",),
        prepare=_give_standing,
    ),
    way("create_through_the_invoice", _through_the_invoice, POSTERS, open=()),
    way("put_a_free_payment_beside_the_invoice", _through_a_free_payment, POSTERS, open=(), clause=""),
    way("as_a_vendors_refund", _as_vendors_refund, POSTERS, _posted, open=("off",)),
    way(
        "as_a_vendors_refund_changed_later", _as_vendors_refund_changed_later, POSTERS, _posted, open=("off",)
    ),
    way("as_outbound_changed_later", _as_outbound_changed_later, POSTERS, _posted, open=("off",)),
    way("as_outbound_with_lines", _as_outbound_with_lines, POSTERS, _posted, open=("off",)),
    way(
        "post_an_entry_of_its_own",
        _with_an_entry_of_its_own,
        POSTERS,
        None,
        open=("off",),
        prepare=_give_draft,
    ),
    way(
        "show_the_invoice_as_paid",
        _forge_paid,
        POSTERS,
        _shows_paid,
        open=("off",),
        closed=("draft", "submitted", "refused", "reversed"),
    ),
]


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
    _create(case, receipt, partner_type="supplier").action_post()


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
    _create(case, receipt, ops_exempt=True)


def _create_exempt_by_context(case, receipt):
    receipt.env["account.payment"].with_context(default_ops_exempt=True).create(
        _vals(case, receipt)
    ).action_post()


def _write_exempt(case, receipt):
    _find(case, receipt).write({"ops_exempt": True})


def _link_the_receipt(case, receipt):
    _find(case, receipt).write({"ops_receipt_ids": [Command.link(receipt.id)]})


def _link_on_creation(case, receipt):
    _create(case, receipt, ops_receipt_ids=[Command.link(receipt.id)], state="paid")


def _link_from_the_receipt(case, receipt):
    receipt.write({"payment_id": _find(case, receipt.sudo()).id})


def _name_an_exempt_invoice(case, receipt):
    """Money for one invoice is said to be for another, of an order that ran before the rulebook."""
    invoice = case.free_order.with_env(case.env)._create_invoices()
    _create(
        case,
        receipt,
        invoice_ids=[Command.set(invoice.ids)],
        amount=invoice.amount_total + 1,
        state="in_process",
    )


def _name_a_mixed_pair(case, receipt):
    invoice = case.free_order.with_env(case.env)._create_invoices()
    _create(case, receipt, invoice_ids=[Command.set((invoice | case.invoice).ids)], state="in_process")


FORGED = [
    way("create_exempt", _create_exempt, POSTERS, open=()),
    way("create_exempt_by_context", _create_exempt_by_context, POSTERS, open=()),
    way("write_exempt", _write_exempt, POSTERS, open=(), prepare=_give_draft),
    way("link_the_receipt", _link_the_receipt, POSTERS, open=(), prepare=_give_draft),
    way("link_on_creation", _link_on_creation, POSTERS, open=()),
    way(
        "link_from_the_receipt",
        _link_from_the_receipt,
        (*POSTERS, "support", "consultant"),
        open=(),
        prepare=_give_draft,
    ),
    way("more_than_an_exempt_invoice_owes", _name_an_exempt_invoice, POSTERS, _posted, open=("off",)),
    way("an_exempt_invoice_and_another", _name_a_mixed_pair, POSTERS, _posted, open=("off",)),
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


CONFIRMED = ("approved", "told")
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


# ----------------------------------------------------------------------
# The receipt's own state and content
# ----------------------------------------------------------------------
EVERYBODY = ("support", "consultant", "manager", "accountant", "leader", "superuser")
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
@bypass_table([*CORE, *WRITES, *FORGED_ITEMS, *FORGED, *BEHIND])
class TestPaymentBypass(ReceiptGateCase):
    """Customers' payments."""

    # ------------------------------------------------------------------
    # What stays free
    # ------------------------------------------------------------------
    def _free(self, **vals):
        payment = self.env["account.payment"].with_user(self.accountant).create(_vals(self, None, **vals))
        payment.action_post()
        self.assertIn(payment.state, ("in_process", "paid"))
        return payment

    def test_vendors_and_refunds_to_customers_are_free(self):
        self._free(partner_id=self.vendor.id, partner_type="supplier", payment_type="outbound")
        self._free(partner_id=self.vendor.id, partner_type="supplier", payment_type="inbound")
        refund = self._free(payment_type="outbound")
        refund.action_draft()
        refund.action_cancel()
        refund.action_draft()
        refund.unlink()

    def test_a_vendor_who_is_a_customer_pays_back_what_he_owes(self):
        """What a customer owes as a vendor (a bill's refund) is no customer's payment; one cent more is."""
        refund = self.env["account.move"].create(
            {
                "move_type": "in_refund",
                "partner_id": self.customer.id,
                "invoice_date": "2026-01-10",
                "invoice_line_ids": [Command.create({"name": "returned", "price_unit": 40, "tax_ids": []})],
            }
        )
        refund.action_post()
        with self.assertRaisesRegex(UserError, r"W5\.C"), self.env.cr.savepoint():
            self._free(partner_type="supplier", amount=40.01)
        self._free(partner_type="supplier", amount=40)

    def test_payments_before_the_switch_stay_workable(self):
        _give_standing(self, None)
        payment = self.env["account.payment"].with_user(self.accountant).search([("memo", "=", "before")])
        self.assertTrue(payment.ops_exempt)
        payment.write({"state": "paid"})
        payment.action_draft()
        self.assertFalse(payment.ops_exempt)
        with self.assertRaisesRegex(UserError, r"W5\.C"), self.env.cr.savepoint():
            payment.action_post()

    def test_draft_payments_come_under_the_gate_when_it_is_switched_on(self):
        self._switch(False)
        payment = _draft(self).with_user(self.accountant)
        self._switch(True)
        with self.assertRaisesRegex(UserError, r"W5\.C"), self.env.cr.savepoint():
            payment.action_post()

    def test_exempt_orders_collect_freely(self):
        """Core's wizard for invoices that come whole from orders that ran before (PROCESS §3)."""
        self._switch(False)
        invoice = self.free_order._create_invoices()
        invoice.action_post()
        self._switch(True)
        invoice = invoice.with_user(self.accountant)
        self.assertFalse(invoice.ops_receipt_gate)
        action = invoice.action_register_payment()
        wizard = self.env["account.payment.register"].with_user(self.accountant)
        wizard.with_context(**action["context"]).create({"amount": 400}).action_create_payments()
        self.assertEqual(invoice.payment_state, "partial")
        wizard.with_context(active_model="account.move", active_ids=invoice.ids).create(
            {}
        ).action_create_payments()
        self.assertEqual(invoice.payment_state, "paid")
        self.assertTrue(all(invoice.sudo().reconciled_payment_ids.mapped("ops_exempt")))

    def test_wizard_over_exempt_and_other_invoices_is_refused(self):
        self._switch(False)
        invoice = self.free_order._create_invoices()
        invoice.action_post()
        self._switch(True)
        wizard = (
            self.env["account.payment.register"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=(invoice | self.invoice).ids)
        )
        for group in (True, False):
            with self.assertRaisesRegex(UserError, r"W5\.C"), self.env.cr.savepoint():
                wizard.create({"group_payment": group}).action_create_payments()

    def test_clause_switched_off_opens_the_gate(self):
        self.env["ops.clause"].search([("code", "=", "W5.C")]).sudo().is_suspended = True
        self._free()

    def test_other_companies_are_not_concerned(self):
        other = self.env["res.company"].create({"name": "Without rulebook"})
        self.env["account.chart.template"].try_loading("generic_coa", other, install_demo=False)
        self.accountant.company_ids |= other
        bank = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", other.id)], limit=1
        )
        payment = (
            self.env["account.payment"]
            .with_user(self.accountant)
            .with_company(other)
            .create(_vals(self, None, journal_id=bank.id, company_id=other.id))
        )
        payment.action_post()
        self.assertIn(payment.state, ("in_process", "paid"))

    def test_switched_off_costs_no_query(self):
        """Posting and paying asks the database nothing more than with the gate's check left out."""
        self._switch(False)
        payments = [_draft(self) for _ in range(3)]
        counts = []
        for payment in payments:
            self.env.flush_all()
            payment.invalidate_recordset()
            before = self.env.cr.sql_log_count
            payment._ops_require_receipt(posted=False)
            payment._ops_refuse_undone()
            self.invoice._ops_behind_receipts()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1:], [0, 0])


@tagged("post_install", "-at_install")
@clause("W5.C", part="gate")
@bypass_table(STATES)
class TestReceiptBypass(ReceiptGateCase):
    """The receipt's own state and content."""
