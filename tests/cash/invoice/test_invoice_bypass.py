"""Every way of posting a customer invoice, in the server: refused outside an approved request (W6.C)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...bypass import Way, bypass_table, delete_forced
from ...common import clause
from ..invoice_gate import InvoiceGateCase

# Who posts invoices, and the server itself (portal, payment and cron run in superuser mode).
POSTERS = ("accountant", "biller", "superuser")
# Who may not post an invoice at all.
OTHERS = (
    "support",
    "consultant",
    "manager",
    "leader",
    "gm",
    "purchaser",
    "technician",
    "clerk",
    "auditor",
    "rule_admin",
)
OPEN = ("approved", "off", "exempt_draft", "exempt_order")
CONTEXT = {
    "skip_validation_check": True,
    "skip_readonly_check": True,
    "check_move_validity": False,
    "skip_invoice_sync": True,
    "install_mode": True,
    "import_file": True,
    "move_reverse_cancel": True,
    "tracking_disable": True,
    "bypass_approval": True,
}


def _posted(case, move):
    return move.state == "posted"


def _write(**vals):
    return lambda case, move: move.write(vals)


def _validate_wizard(case, move):
    move.env["validate.account.move"].create(
        {"move_ids": [(6, 0, move.ids)], "force_post": True}
    ).validate_move()


def _load_update(case, move):
    result = move.env["account.move"].load(["id", "state"], [["__bypass__.move", "posted"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _give_external_id(case, move):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "move", "model": "account.move", "res_id": move.id}
    )


def _batch(case, move):
    """Post it together with a vendor bill, which is free."""
    bill = case.env["account.move"].create(
        {
            "move_type": "in_invoice",
            "partner_id": case.vendor.id,
            "invoice_date": "2026-01-01",
            "invoice_line_ids": [(0, 0, {"name": "x", "quantity": 1, "price_unit": 5, "tax_ids": []})],
        }
    )
    (bill.with_env(move.env) | move).action_post()


POSTING = [
    Way(
        "post",
        lambda case, move: move.action_post(),
        POSTERS,
        _posted,
        open=OPEN,
        denied=OTHERS,
        clause="W6.C",
    ),
    Way("post_soft", lambda case, move: move._post(), POSTERS, _posted, open=OPEN, clause="W6.C"),
    Way(
        "post_hard",
        lambda case, move: move._post(soft=False),
        ("accountant", "superuser"),
        _posted,
        open=OPEN,
        clause="W6.C",
    ),
    Way(
        "post_with_context_keys",
        lambda case, move: move.with_context(**CONTEXT).action_post(),
        POSTERS,
        _posted,
        clause="W6.C",
    ),
    Way(
        "post_confirmed",
        lambda case, move: move.action_validate_moves_with_confirmation(),
        ("accountant",),
        _posted,
        clause="W6.C",
    ),
    Way("post_by_wizard", _validate_wizard, ("accountant", "biller"), _posted, clause="W6.C"),
    Way("post_in_a_batch", _batch, ("accountant", "superuser"), _posted, clause="W6.C"),
    Way("write_state", _write(state="posted"), POSTERS, _posted, open=OPEN, denied=OTHERS, clause="W6.C"),
    Way(
        "write_state_and_posted_before",
        _write(state="posted", posted_before=True),
        ("accountant",),
        _posted,
        clause="W6.C",
    ),
    Way(
        "write_with_context_keys",
        lambda case, move: move.with_context(**CONTEXT).write({"state": "posted"}),
        POSTERS,
        _posted,
        clause="W6.C",
    ),
    Way(
        "write_through_the_customer",
        lambda case, move: move.partner_id.write({"invoice_ids": [(1, move.id, {"state": "posted"})]}),
        ("superuser",),
        _posted,
        clause="W6.C",
    ),
    Way(
        "import", _load_update, ("accountant", "superuser"), _posted, prepare=_give_external_id, clause="W6.C"
    ),
    Way(
        "write_with_another_type",
        _write(state="posted", move_type="out_receipt"),
        ("accountant", "superuser"),
        open=("off",),
        clause="W6.C",
    ),
]


# ----------------------------------------------------------------------
# Detours: something that is free, turned into a customer invoice
# ----------------------------------------------------------------------
def _refund_made_an_invoice(case, move):
    """Post a credit note, which is free, and change its type."""
    refund = move.env["account.move"].create(case._vals(move_type="out_refund"))
    refund.action_post()
    refund.write({"move_type": "out_invoice"})


def _entry_made_an_invoice(case, move):
    account = move.line_ids.account_id[:1]
    entry = move.env["account.move"].create(
        {
            "move_type": "entry",
            "line_ids": [
                (0, 0, {"account_id": account.id, "debit": 10}),
                (0, 0, {"account_id": account.id, "credit": 10}),
            ],
        }
    )
    entry.action_post()
    entry.write({"move_type": "out_invoice"})


def _refund_switched(case, move):
    refund = move.env["account.move"].create(case._vals(move_type="out_refund"))
    refund.action_switch_move_type()
    refund.action_post()


def _copy_and_post(case, move):
    move.copy().action_post()


def _create_and_post(**vals):
    def call(case, move):
        vals_now = {name: value(case, move) if callable(value) else value for name, value in vals.items()}
        move.env["account.move"].create(case._vals(**vals_now)).action_post()

    return call


def _create_with_default(**context):
    def call(case, move):
        found = {
            f"default_{name}": value(case, move) if callable(value) else value
            for name, value in context.items()
        }
        created = move.env["account.move"].with_context(**found).create(case._vals())
        if created.state != "posted":
            created.action_post()

    return call


def _user_default(case, move):
    move.env["ir.default"].sudo().set("account.move", "ops_exempt", True)
    move.env["account.move"].create(case._vals()).action_post()


def _reverse_and_recreate(case, move):
    """Reverse the posted invoice and post the new draft that core makes of it."""
    reversal = move.env["account.move.reversal"].with_context(
        active_model="account.move", active_ids=move.ids
    )
    result = reversal.create({"journal_id": move.journal_id.id, "reason": "wrong"}).modify_moves()
    move.env["account.move"].browse(result["res_id"]).action_post()


def _post_first(case, move):
    if move.state == "draft" and not move._ops_get_posting_problem():
        move.action_post()


def _post_if_possible(case, move):
    if move.state == "draft":
        move.action_post()


def _link_to_exempt_order(case, move):
    """Hang the lines of an exempt order on an invoice of something else."""
    order = case._exempt_order()
    move.invoice_line_ids.write({"sale_line_ids": [(6, 0, order.order_line.ids)]})
    move.invoice_line_ids.write({"price_unit": 5000})
    move.action_post()


def _repeat_exempt_order(case, move):
    """Invoice an exempt order a second time."""
    order = case._exempt_order()
    draft = order._create_invoices().with_env(move.env)
    draft.invoice_line_ids.quantity = 100
    draft.action_post()


def _grow_exempt_draft(case, move):
    draft = case._stage_exempt_draft().with_env(move.env)
    draft.invoice_line_ids.quantity = 2
    draft.action_post()


def _exempt_draft_for_another(case, move):
    draft = case._stage_exempt_draft().with_env(move.env)
    draft.partner_id = case.other_customer
    draft.action_post()


def _request_of_another(case, move):
    return case._invoice(case._run()).ops_invoice_request_id.id


DETOURS = [
    Way(name, call, roles, open=(), closed=("by_hand",), prepare=None, clause=text)
    for name, call, roles, text in [
        ("refund_made_an_invoice", _refund_made_an_invoice, POSTERS, "W6.C"),
        ("entry_made_an_invoice", _entry_made_an_invoice, ("accountant", "superuser"), "W6.C"),
        ("refund_switched", _refund_switched, POSTERS, "W6.C"),
        ("copied", _copy_and_post, POSTERS, "W6.C"),
        ("created_and_posted", _create_and_post(), POSTERS, "W6.C"),
        ("receipt_created_and_posted", _create_and_post(move_type="out_receipt"), POSTERS, "W6.C"),
        ("created_posted", _create_and_post(state="posted"), POSTERS, ""),
        ("default_posted", _create_with_default(state="posted"), POSTERS, "W6.C"),
        ("default_exempt", _create_with_default(ops_exempt=True, ops_exempt_amount=9e9), POSTERS, "W6.C"),
        ("default_reason", _create_with_default(ops_exception_reason="x"), POSTERS, "W6.C"),
        (
            "default_request",
            _create_with_default(ops_invoice_request_id=_request_of_another),
            POSTERS,
            "W6.C",
        ),
        ("user_default_exempt", _user_default, ("accountant", "superuser"), "W6.C"),
        ("linked_to_an_exempt_order", _link_to_exempt_order, ("accountant", "superuser"), "W6.C"),
        ("exempt_order_invoiced_twice", _repeat_exempt_order, ("accountant", "superuser"), "W6.C"),
        ("exempt_draft_grown", _grow_exempt_draft, ("accountant", "superuser"), "W6.C"),
        ("exempt_draft_of_another_customer", _exempt_draft_for_another, ("accountant", "superuser"), "W6.C"),
    ]
]
DETOURS += [
    Way(
        f"created_{name}",
        _create_and_post(**{name: value}),
        ("accountant", "superuser"),
        open=(),
        closed=("by_hand", "off"),
        clause="W6.C",
    )
    for name, value in [
        ("ops_exempt", True),
        ("ops_exception_reason", "x"),
        ("ops_approved_content", {"lines": []}),
        ("ops_invoice_request_id", 1),
    ]
]
DETOURS += [
    Way(
        f"forge_{name}",
        _write(**{name: value}),
        ("accountant", "superuser"),
        open=(),
        closed=("by_hand", "approved", "off"),
        clause="W6.C",
    )
    for name, value in [
        ("ops_exempt", True),
        ("ops_exempt_amount", 9e9),
        ("ops_exception_reason", "x"),
        ("ops_approved_content", {"lines": []}),
        ("ops_invoice_request_id", 1),
    ]
]
# what was asked for, and the invoice made of it, stay
DETOURS += [
    Way(f"delete_{name}", call, roles, open=(), closed=("approved",), clause="W6.")
    for name, call, roles in [
        ("invoice_by_key", delete_forced, ("accountant", "superuser")),
        (
            "request_by_key",
            lambda case, move: delete_forced(case, move.ops_invoice_request_id),
            ("support", "superuser"),
        ),
        (
            "request_line_by_key",
            lambda case, move: delete_forced(case, move.ops_invoice_request_id.line_ids),
            ("support", "superuser"),
        ),
    ]
]
DETOURS += [
    Way(
        "reverse_and_recreate",
        _reverse_and_recreate,
        ("accountant", "superuser"),
        open=(),
        closed=("approved",),
        prepare=_post_first,
        clause="W6.C",
    ),
    *(
        Way(
            f"posted_changed_{name}",
            call,
            ("accountant", "superuser"),
            open=(),
            closed=("approved",),
            prepare=_post_first,
            clause="",
        )
        for name, call in [
            (
                "partner",
                lambda case, move: move.with_context(**CONTEXT).write({"partner_id": case.other_customer.id}),
            ),
            (
                "price",
                lambda case, move: move.with_context(**CONTEXT).write(
                    {"invoice_line_ids": [(1, move.invoice_line_ids.id, {"price_unit": 1})]}
                ),
            ),
            (
                "line_added",
                lambda case, move: move.with_context(**CONTEXT).write(
                    {"invoice_line_ids": [(0, 0, {"name": "x", "quantity": 1, "price_unit": 9})]}
                ),
            ),
        ]
    ),
]

# ----------------------------------------------------------------------
# Items of the posted invoice, written past the invoice
# ----------------------------------------------------------------------
REFUSED_BY_CORE = ("date", "removed")
DETOURS += [
    Way(
        f"posted_item_{name}",
        call,
        ("accountant", "superuser") if name == "price" else ("accountant",),
        open=("off",) if name in ("text", "price") else (),
        closed=("approved",),
        prepare=_post_if_possible,
        clause="" if name in REFUSED_BY_CORE else "W6.C",
    )
    for name, call in [
        ("text", lambda case, move: move.invoice_line_ids.write({"name": "something else"})),
        ("price", lambda case, move: move.invoice_line_ids.write({"price_unit": 1})),
        ("quantity", lambda case, move: move.with_context(**CONTEXT).invoice_line_ids.write({"quantity": 1})),
        ("product", lambda case, move: move.invoice_line_ids.write({"product_id": case.plain.copy().id})),
        ("order", lambda case, move: move.invoice_line_ids.write({"sale_line_ids": [(5,)]})),
        (
            "debtor",
            lambda case, move: move.line_ids.filtered(lambda line: line.display_type == "payment_term").write(
                {"partner_id": case.other_customer.id}
            ),
        ),
        (
            "note_added",
            lambda case, move: move.env["account.move.line"].create(
                {"move_id": move.id, "display_type": "line_note", "name": "warranty of ten years"}
            ),
        ),
        ("removed", lambda case, move: move.with_context(**CONTEXT).invoice_line_ids.unlink()),
        ("date", lambda case, move: move.write({"invoice_date": "2025-01-01"})),
    ]
]


@tagged("post_install", "-at_install")
@clause("W6.C")
@bypass_table([*POSTING, *DETOURS])
class TestInvoiceBypass(InvoiceGateCase):
    """One test per way; what a cell shows is told in `tests/bypass.py`."""
