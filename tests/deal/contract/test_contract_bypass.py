"""Every way to a signed contract past its gate, and to its number: refused (W3.D, M7.3)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...bypass import Way, bypass_table, delete_forced
from ...common import clause
from ..contract_gate import ContractGateCase

# Who signs: the consultant whose contract it is, and sales support; managers are consultants as well.
SIGNERS = ("consultant", "support", "manager")
READERS = ("technician", "purchaser", "accountant", "auditor")
CONTEXT = {
    "skip_validation_check": True,
    "skip_check_state_condition": True,
    "install_mode": True,
    "import_file": True,
    "tracking_disable": True,
    "default_state": "signed",
}
EVERYWHERE = (
    "issued",
    "negotiating",
    "submitted",
    "refused",
    "half",
    "approved",
    "signed",
    "entered",
    "void",
)


def _state(*states):
    return lambda case, contract: contract.state in states


SIGNED = _state("signed")


def _write(**vals):
    return lambda case, contract: contract.write(vals)


def _value(case, value):
    return value(case) if callable(value) else value


def _load_update(state):
    def call(case, contract):
        result = contract.env["ops.contract"].load(["id", "state"], [["__bypass__.contract", state]])
        if not result["ids"]:
            raise UserError(result["messages"][0]["message"])

    return call


def _give_external_id(case, contract):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "contract", "model": "ops.contract", "res_id": contract.id}
    )


def _through(field):
    """Write the state by a command through a document that points here."""

    def call(case, contract):
        other = contract.env["ops.contract"].browse(case.other_contract.id)
        other.write({field: [(1, contract.id, {"state": "signed"})]})

    return call


def _give_other(case, contract):
    case.other_contract = case._create_contract(case.env["sale.order"])


def _web_save(case, contract):
    contract.web_save({"state": "signed"}, {"state": {}})


def _assign(case, contract):
    contract.state = "signed"


def _sign(name, call, roles=("consultant", "superuser"), **vals):
    return Way(name, call, roles, SIGNED, clause="W3.D", **vals)


SIGN = [
    Way("sign", lambda case, c: c.action_sign(), SIGNERS, SIGNED, denied=READERS, clause="W3.D"),
    _sign("sign_with_context_keys", lambda case, c: c.with_context(**CONTEXT).action_sign(), SIGNERS[:2]),
    _sign("write_signed", _write(state="signed"), SIGNERS),
    _sign("write_signed_among_others", _write(archive_place="Cabinet 1", state="signed"), SIGNERS[:1]),
    _sign(
        "write_signed_with_context",
        lambda case, c: c.with_context(**CONTEXT).write({"state": "signed"}),
        SIGNERS[:1],
    ),
    _sign("assign_signed", _assign, SIGNERS[:1]),
    _sign("web_save_signed", _web_save, SIGNERS[:1]),
    _sign("load_signed", _load_update("signed"), SIGNERS[:2], prepare=_give_external_id),
    _sign("sign_through_a_parent", _through("child_ids"), ("support",), prepare=_give_other),
    _sign("sign_through_a_replacement", _through("replaces_ids"), ("support",), prepare=_give_other),
    # nobody signs for others: the server itself is no consultant
    Way(
        "sign_as_superuser",
        lambda case, c: c.action_sign(),
        ("superuser", "leader"),
        SIGNED,
        (),
        ("approved",),
        clause="W3.D",
    ),
]
# The states behind it, from everywhere they are not reached
JUMPS = [
    Way(
        f"jump_{target}",
        _write(state=target),
        ("consultant", "support", "superuser"),
        open=(),
        closed=closed,
        clause=code,
    )
    for target, closed, code in [
        ("approved", ("issued", "negotiating", "submitted", "refused", "half", "signed"), "W3.D"),
        ("entered", ("issued", "submitted", "half", "approved", "signed", "void"), "W3."),
        ("archived", ("issued", "submitted", "approved", "signed", "void"), "W3.D"),
        ("bound", ("issued", "approved", "signed", "entered"), "W3.D"),
        ("negotiating", ("signed", "entered", "void"), "W3.D"),
        ("issued", ("signed", "entered", "void"), "W3.D"),
        ("draft", EVERYWHERE, "W3.D"),
    ]
]


# ----------------------------------------------------------------------
# Creating past the first step, and the number
# ----------------------------------------------------------------------
def _vals(case, **vals):
    return {
        "partner_id": case.customer.id,
        "user_id": case.consultant.id,
        "holder_id": case.consultant.id,
        "team_id": case.team.id,
        **vals,
    }


def _create(context=None, **vals):
    def call(case, contract):
        contract.env["ops.contract"].with_context(**(context or {})).create(
            _vals(case, **{name: _value(case, value) for name, value in vals.items()})
        )

    return call


def _create_by_default(field, value):
    def call(case, contract):
        contract.env["ir.default"].set("ops.contract", field, value, user_id=True)
        contract.env["ops.contract"].create(_vals(case))

    return call


def _copy(**default):
    return lambda case, contract: contract.copy(default)


def _load_new(*columns):
    """Import a new contract, as the go-live import writes it."""

    def call(case, contract):
        names = ["partner_id/.id", "holder_id/.id", "user_id/.id", *(name for name, _value in columns)]
        ids = [str(case.customer.id), str(case.consultant.id), str(case.consultant.id)]
        result = contract.env["ops.contract"].load(names, [[*ids, *(value for _name, value in columns)]])
        if not result["ids"]:
            raise UserError(result["messages"][0]["message"])

    return call


RUNNING = [
    ("name", "OLD-7"),
    ("state", "signed"),
    ("date_signed", "2026-01-05 08:00:00"),
    ("is_migrated", "1"),
]
CREATES = [
    Way(f"create_{name}", call, ("support", "superuser"), open=(), closed=("issued",), clause=code)
    for name, call, code in [
        ("signed", _create(state="signed"), "W3.D"),
        ("approved", _create(state="approved"), "W3.D"),
        ("archived", _create(state="archived"), "W3.D"),
        ("default_signed", _create({"default_state": "signed"}), "W3.D"),
        ("user_default_signed", _create_by_default("state", "signed"), "W3.D"),
        ("copied_signed", _copy(state="signed"), "W3.D"),
        ("copied_by_context", lambda case, c: c.with_context(default_state="signed").copy(), "W3.D"),
        ("with_number", _create(name="HT-2026-99999"), "W3.D"),
        ("with_running_number", _create(number=7), "W3.D"),
        ("default_number", _create({"default_number": 7}), "W3.D"),
        ("default_name", _create({"default_name": "HT-1"}), "W3.D"),
        ("with_approval_date", _create(ops_date_approved="2026-01-01 00:00:00"), "W3.D"),
        ("loaded_signed", _load_new(("state", "signed")), "W3.D"),
        (
            "migrated",
            _create(is_migrated=True, name="OLD-1", state="signed", date_signed="2026-01-05 08:00:00"),
            "M7.3",
        ),
        ("default_migrated", _create({"default_is_migrated": True}), "M7.3"),
        ("loaded_migrated", _load_new(*RUNNING), "M7.3"),
    ]
]
NUMBERS = [
    Way(
        "issue_by_others",
        _create(),
        ("consultant", "manager", "leader", "superuser"),
        open=("off",),
        closed=("issued",),
        clause="M7.3",
    ),
    Way(
        "issue_by_readers",
        _create(),
        (),
        open=(),
        closed=("issued",),
        denied=("accountant", "auditor", "technician"),
        clause="M7.3",
    ),
    Way(
        "delete_by_key",
        delete_forced,
        ("superuser",),
        open=(),
        closed=(*EVERYWHERE, "off"),
        clause="M7.3",
    ),
    Way(
        "delete",
        lambda case, c: c.unlink(),
        ("superuser",),
        open=(),
        closed=(*EVERYWHERE, "off"),
        clause="M7.3",
    ),
    Way(
        "change_kind",
        _write(kind="phone"),
        ("support", "superuser"),
        open=(),
        closed=("issued", "approved", "signed"),
        clause="M7.3",
    ),
    Way(
        "change_day_of_issue",
        _write(date_issued="2020-01-01"),
        ("support",),
        open=(),
        closed=("issued", "signed"),
        clause="M7.3",
    ),
    Way(
        "change_holder_by_others",
        _write(holder_id=False),
        ("consultant", "manager", "superuser"),
        open=(),
        closed=("issued",),
        clause="M7.3",
    ),
    Way("no_holder", _write(holder_id=False), ("support",), open=(), closed=("issued",), clause="M7.3"),
    Way(
        "mark_as_migrated",
        _write(is_migrated=True),
        ("support", "rule_admin", "superuser"),
        open=(),
        closed=("issued",),
        clause="M7.3",
    ),
    Way(
        "void_without_form",
        lambda case, c: c.action_void("lost"),
        ("support",),
        open=(),
        closed=("issued", "refused", "approved"),
        clause="M7.3",
    ),
    Way(
        "void_without_reason",
        _write(state="void"),
        ("support", "superuser"),
        open=(),
        closed=("issued",),
        clause="M7.3",
    ),
    Way(
        "void_by_others",
        lambda case, c: c.action_void("x", True),
        ("consultant", "manager", "superuser"),
        open=(),
        closed=("issued",),
        clause="M7.3",
    ),
    Way(
        "void_signed",
        lambda case, c: c.action_void("x", True),
        ("support",),
        open=(),
        closed=("signed", "entered"),
        clause="W3.D",
    ),
    Way(
        "cancel_without_reason",
        lambda case, c: c.action_cancel(),
        ("support", "manager", "superuser"),
        open=(),
        closed=("issued", "signed"),
        clause="M7.3",
    ),
    Way(
        "cancel_signed",
        lambda case, c: c.action_cancel("lost"),
        ("consultant", "support", "superuser"),
        open=(),
        closed=("signed",),
        clause="W3.D",
    ),
    Way(
        "cancel_running",
        lambda case, c: c.action_cancel("lost"),
        ("manager", "leader"),
        open=(),
        closed=("entered",),
        clause="W3.D",
    ),
]


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
    ("ops_is_major", False),
    ("ops_has_difficult_product", False),
    ("signed_by_id", lambda case: case.colleague.id),
    ("date_entered", "2026-01-01 00:00:00"),
    ("date_archived", "2026-01-01 00:00:00"),
]


def _forge(field, value):
    return lambda case, contract: contract.write({field: _value(case, value)})


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
            ("terms", _write(liability_terms="none"), ""),
            ("customer", lambda case, c: c.write({"partner_id": case.vendor.id}), ""),
            ("feasibility", _write(feasible_technique="no"), ""),
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
        _write(date_signed="2026-01-01 00:00:00"),
        ("consultant", "superuser"),
        open=(),
        closed=("submitted", "signed", "entered"),
        clause="",
    ),
    Way(
        "detach_the_scan",
        _write(scan_ids=[(5,)]),
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
        _write(liability_terms="none"),
        ("technician", "purchaser"),
        open=(),
        closed=("issued",),
        clause="M7.6",
    ),
    Way(
        "mark_major_by_others",
        _write(ops_major_marked=True),
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
