"""Ways of getting a customer's payment into the books: core's own, and writing its state."""

from odoo.exceptions import UserError
from odoo.fields import Command

from ..receipt_gate import CONTEXT, way

# Who can post payments in Odoo, and the server itself.
POSTERS = ("accountant", "superuser")
# Who has no accounting rights to write with, whatever else he may do.
OTHERS = ("support", "consultant", "manager", "leader", "auditor", "purchaser")


def payment_vals(case, receipt, **vals):
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


def create_payment(case, receipt, **vals):
    return receipt.env["account.payment"].create(payment_vals(case, receipt, **vals))


def is_posted(case, receipt):
    """Tell whether a payment of our own stands as received."""
    return case.env["account.payment"].search(
        [("memo", "=", "bypass"), ("state", "in", ("in_process", "paid"))]
    )


def shows_paid(case, receipt):
    return case.invoice.payment_state == "paid"


def make_draft(case):
    """A draft payment as finance may prepare it: it says nothing about money yet."""
    return case.env["account.payment"].create(payment_vals(case, None))


def find_payment(case, receipt):
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
    create_payment(case, receipt).action_post()


def _post_with_context(case, receipt):
    find_payment(case, receipt).with_context(**CONTEXT).action_post()


def _post_in_a_batch(case, receipt):
    vendor = create_payment(
        case, receipt, partner_id=case.vendor.id, partner_type="supplier", payment_type="outbound"
    )
    (vendor | find_payment(case, receipt)).action_post()


def give_draft(case, receipt):
    make_draft(case)


CORE = [
    way(
        "register_wizard",
        _register,
        POSTERS,
        shows_paid,
        open=("off",),
        denied=OTHERS,
        closed=("draft", "submitted", "refused", "reversed"),
    ),
    way(
        "register_of_lines",
        _pay_lines,
        POSTERS,
        shows_paid,
        open=("off",),
        closed=("draft", "submitted", "refused", "reversed"),
    ),
    way("pay_button", _pay_button, POSTERS, None, open=("off",)),
    way("create_and_post", _create_and_post, POSTERS, is_posted, open=("off",), denied=OTHERS),
    way(
        "post",
        lambda case, receipt: find_payment(case, receipt).action_post(),
        POSTERS,
        is_posted,
        open=("off",),
        prepare=give_draft,
    ),
    way("post_with_context_keys", _post_with_context, POSTERS, is_posted, open=("off",), prepare=give_draft),
    way("post_in_a_batch", _post_in_a_batch, POSTERS, is_posted, open=("off",), prepare=give_draft),
    way(
        "validate",
        lambda case, receipt: find_payment(case, receipt).action_validate(),
        POSTERS,
        is_posted,
        open=("off",),
        prepare=give_draft,
    ),
]


# ----------------------------------------------------------------------
# Writing and creating the state
# ----------------------------------------------------------------------
def _write_state(state):
    return lambda case, receipt: find_payment(case, receipt).write({"state": state})


def _create_state(state, **vals):
    def call(case, receipt):
        create_payment(case, receipt, state=state, invoice_ids=[Command.set(case.invoice.ids)], **vals)

    return call


def _create_with_default_state(case, receipt):
    receipt.env["account.payment"].with_context(default_state="paid").create(
        payment_vals(case, receipt, invoice_ids=[Command.set(case.invoice.ids)])
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
    create_payment(
        case, receipt, line_ids=[line(case.bank.default_account_id, 1000), line(case.receivable, -1000)]
    ).action_post()


def _create_with_write_off(case, receipt):
    create_payment(case, receipt, write_off_line_vals=[])


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


def give_standing(case, receipt):
    """A payment that was posted before the rulebook was switched on."""
    on = case.company.ops_rulebook
    case._switch(False)
    case.env["account.payment"].create(payment_vals(case, None, memo="before", amount=7)).action_post()
    case._switch(on)


def _change_a_standing_one(case, receipt):
    """Finance takes a free payment back, makes it another one and posts it again."""
    payment = receipt.env["account.payment"].search([("memo", "=", "before")], limit=1)
    payment.action_draft()
    payment.write({"amount": 1000, "memo": "bypass"})
    payment.action_post()


def _through_the_invoice(case, receipt):
    case.invoice.with_env(receipt.env).write(
        {"matched_payment_ids": [Command.create(payment_vals(case, receipt, state="paid"))]}
    )


def _through_a_free_payment(case, receipt):
    """A vendor's payment without an entry is put beside the customer's invoice, which then shows as paid."""
    payment = receipt.env["account.payment"].create(
        payment_vals(
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
    create_payment(
        case, receipt, partner_type="supplier", destination_account_id=case.receivable.id
    ).action_post()


def _as_vendors_refund_changed_later(case, receipt):
    payment = create_payment(case, receipt, partner_type="supplier", state="paid")
    payment.write({"partner_type": "customer"})


def _as_outbound_changed_later(case, receipt):
    payment = create_payment(case, receipt, payment_type="outbound", state="paid")
    payment.write({"payment_type": "inbound"})


def _as_outbound_with_lines(case, receipt):
    line = lambda account, balance: Command.create(  # noqa: E731
        {"account_id": account.id, "partner_id": case.customer.id, "balance": balance}
    )
    create_payment(
        case,
        receipt,
        payment_type="outbound",
        line_ids=[line(case.bank.default_account_id, 1000), line(case.receivable, -1000)],
    ).action_post()


def _with_an_entry_of_its_own(case, receipt):
    """A draft payment gets an entry made by hand, which is posted as an entry."""
    payment = find_payment(case, receipt)
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
            is_posted,
            open=("off",),
            prepare=give_draft,
            denied=("support", "leader"),
        )
        for state in ("in_process", "paid")
    ],
    *[
        way(f"create_{state}_with_invoice", _create_state(state), POSTERS, is_posted, open=("off",))
        for state in ("in_process", "paid")
    ],
    way(
        "create_paid_of_a_vendor_with_invoice",
        _create_state("paid", partner_type="supplier"),
        POSTERS,
        is_posted,
        open=("off",),
    ),
    way(
        "create_paid_outbound_with_invoice",
        _create_state("paid", payment_type="outbound"),
        POSTERS,
        is_posted,
        open=("off",),
    ),
    way("create_with_default_state", _create_with_default_state, POSTERS, is_posted, open=("off",)),
    way("create_with_lines", _create_with_lines, POSTERS, is_posted, open=("off",)),
    way("create_with_write_off", _create_with_write_off, POSTERS, is_posted, open=("off",)),
    way("load", _load, POSTERS, is_posted, open=("off",)),
    way("copy_and_post", _copy_a_paid_one, POSTERS, is_posted, open=("off",), prepare=give_standing),
    way(
        "change_a_standing_one",
        _change_a_standing_one,
        POSTERS,
        is_posted,
        open=("off",),
        prepare=give_standing,
    ),
    way("create_through_the_invoice", _through_the_invoice, POSTERS, open=()),
    way("put_a_free_payment_beside_the_invoice", _through_a_free_payment, POSTERS, open=(), clause=""),
    way("as_a_vendors_refund", _as_vendors_refund, POSTERS, is_posted, open=("off",)),
    way(
        "as_a_vendors_refund_changed_later",
        _as_vendors_refund_changed_later,
        POSTERS,
        is_posted,
        open=("off",),
    ),
    way("as_outbound_changed_later", _as_outbound_changed_later, POSTERS, is_posted, open=("off",)),
    way("as_outbound_with_lines", _as_outbound_with_lines, POSTERS, is_posted, open=("off",)),
    way(
        "post_an_entry_of_its_own",
        _with_an_entry_of_its_own,
        POSTERS,
        None,
        open=("off",),
        prepare=give_draft,
    ),
    way(
        "show_the_invoice_as_paid",
        _forge_paid,
        POSTERS,
        shows_paid,
        open=("off",),
        closed=("draft", "submitted", "refused", "reversed"),
    ),
]
