"""Every way to a signed contract past its gate, and to its number: refused (W3.D, M7.3)."""

from odoo.tests import tagged

from ...bypass import Way, bypass_table, delete_forced
from ...common import clause
from ..contract_gate import ContractGateCase
from .contract_ways import CREATES, EVERYWHERE, JUMPS, NUMBERS, SIGN, value_for, writing

# ----------------------------------------------------------------------
# Stamps, content, orders
# ----------------------------------------------------------------------
STAMPS = [
    ("name", "HT-1"),
    ("number", 7),
    ("number_year", 2020),
    ("issued_by_id", lambda case: case.colleague.id),
    ("ops_requester_id", lambda case: case.colleague.id),
    ("ops_date_submitted", "2026-01-01 00:00:00"),
    ("ops_date_approved", "2026-01-01 00:00:00"),
    ("ops_gate_error", "x"),
    ("is_major", False),
    ("has_difficult_product", False),
    ("signed_by_id", lambda case: case.colleague.id),
    ("date_entered", "2026-01-01 00:00:00"),
    ("date_archived", "2026-01-01 00:00:00"),
]


def _forge(field, value):
    return lambda case, contract: contract.write({field: value_for(case, value)})


def _add_order(case, contract):
    order = case._approve(case._create_order())
    contract.write({"order_ids": [(4, order.id)]})


def _add_order_from_the_order(case, contract):
    order = case._approve(case._create_order())
    order.with_env(contract.env).write({"ops_contract_id": contract.id})


def _create_order_under_it(case, contract):
    vals = {"partner_id": case.customer.id, "team_id": case.team.id, "ops_contract_id": contract.id}
    contract.env["sale.order"].create(vals)


def _create_order_by_default(case, contract):
    vals = {"partner_id": case.customer.id, "team_id": case.team.id}
    contract.env["sale.order"].with_context(default_ops_contract_id=contract.id).create(vals)


def _order(**vals):
    return lambda case, contract: contract.order_ids.write(vals)


def _line(**vals):
    return lambda case, contract: contract.order_ids.order_line[0].write(vals)


DECIDED = ("submitted", "half", "approved", "signed")
CONTENT = [
    *(
        Way(
            f"forge_{field}",
            _forge(field, value),
            ("consultant", "support", "superuser"),
            open=(),
            closed=EVERYWHERE[:8],
            clause="W3.D",
        )
        for field, value in STAMPS
    ),
    *(
        Way(
            f"change_{name}",
            call,
            ("consultant", "support", "superuser"),
            open=(),
            closed=DECIDED,
            clause=code,
        )
        for name, call, code in [
            ("terms", writing(liability_terms="none"), ""),
            ("customer", lambda case, c: c.write({"partner_id": case.vendor.id}), ""),
            ("feasibility", writing(feasible_technique="no"), ""),
            (
                "rounds",
                lambda case, c: (
                    case.env["ops.contract.round"]
                    .with_env(c.env)
                    .create({"contract_id": c.id, "points": "x"})
                ),
                "",
            ),
            ("orders_added", _add_order, ""),
            ("orders_added_from_the_order", _add_order_from_the_order, "W3.D"),
            ("orders_created", _create_order_under_it, "W3.D"),
            ("orders_created_by_default", _create_order_by_default, "W3.D"),
            ("orders_taken_out", lambda case, c: c.write({"order_ids": [(5,)]}), ""),
            ("order_taken_out", _order(ops_contract_id=False), "W3.D"),
            ("order_warranty", _order(ops_warranty_months=48), "W3.D"),
            ("order_price", _line(price_unit=120), "W3.D"),
            ("order_quantity", _line(product_uom_qty=12), "W3.D"),
            ("order_line_removed", lambda case, c: c.order_ids.order_line[0].unlink(), "W3.D"),
        ]
    ),
    Way(
        "delete_the_order",
        lambda case, c: c.order_ids.unlink(),
        ("superuser",),
        open=(),
        closed=DECIDED,
        clause="W3.D",
    ),
    Way(
        "delete_the_order_by_key",
        lambda case, c: delete_forced(case, c.order_ids),
        ("superuser",),
        open=(),
        closed=DECIDED,
        clause="W3.D",
    ),
    Way(
        "change_date_signed",
        writing(date_signed="2026-01-01 00:00:00"),
        ("consultant", "superuser"),
        open=(),
        closed=("submitted", "signed", "entered"),
        clause="",
    ),
    *(
        Way(
            f"change_{name}",
            writing(**{name: value}),
            ("consultant", "superuser"),
            open=(),
            closed=("submitted", "signed", "entered"),
            clause="",
        )
        for name, value in (
            ("date_signed_us", "2026-01-01 00:00:00"),
            ("date_signed_customer", "2026-01-01 00:00:00"),
            ("signatory_id", 1),
        )
    ),
    Way(
        "detach_the_scan",
        writing(scan_ids=[(5,)]),
        ("consultant", "superuser"),
        open=(),
        closed=("signed", "entered"),
        clause="W3.D",
    ),
    Way(
        "delete_the_scan",
        lambda case, c: c.scan_ids.unlink(),
        ("consultant", "superuser"),
        open=(),
        closed=("signed", "entered"),
        clause="M7.6",
    ),
    Way(
        "overwrite_the_scan",
        lambda case, c: c.scan_ids.write({"raw": b"x"}),
        ("consultant", "superuser"),
        open=(),
        closed=("signed", "entered"),
        clause="M7.6",
    ),
    Way(
        "change_by_technical",
        writing(liability_terms="none"),
        ("technician", "purchaser"),
        open=(),
        closed=("issued",),
        clause="M7.6",
    ),
    Way(
        "mark_major_by_others",
        writing(major_marked=True),
        ("consultant", "support", "superuser"),
        open=(),
        closed=("issued",),
        clause="W3.D",
    ),
    Way(
        "answer_for_the_leader",
        lambda case, c: c.round_ids.write({"answer": "agreed"}),
        ("consultant", "manager", "superuser"),
        open=(),
        closed=("negotiating",),
        clause="W3.B",
    ),
]


@tagged("post_install", "-at_install")
@clause("W3.D", part="signing gate")
@bypass_table([*SIGN, *JUMPS, *CREATES, *NUMBERS, *CONTENT])
class TestContractBypass(ContractGateCase):
    """One test per way; what a cell shows is told in `tests/bypass.py`."""
