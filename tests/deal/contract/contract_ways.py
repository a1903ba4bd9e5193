"""Ways to sign a contract, to jump over its steps, to create it past the first, and to its number."""

from odoo.exceptions import UserError

from ...bypass import Way, delete_forced

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


def writing(**vals):
    return lambda case, contract: contract.write(vals)


def value_for(case, value):
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
    _sign("write_signed", writing(state="signed"), SIGNERS),
    _sign("write_signed_among_others", writing(archive_place="Cabinet 1", state="signed"), SIGNERS[:1]),
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
        writing(state=target),
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
            _vals(case, **{name: value_for(case, value) for name, value in vals.items()})
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
        names = ["partner_id/.id", "holder_id/.id", "user_id/.id", *(name for name, value_for in columns)]
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
        writing(kind="phone"),
        ("support", "superuser"),
        open=(),
        closed=("issued", "approved", "signed"),
        clause="M7.3",
    ),
    Way(
        "change_day_of_issue",
        writing(date_issued="2020-01-01"),
        ("support",),
        open=(),
        closed=("issued", "signed"),
        clause="M7.3",
    ),
    Way(
        "change_holder_by_others",
        writing(holder_id=False),
        ("consultant", "manager", "superuser"),
        open=(),
        closed=("issued",),
        clause="M7.3",
    ),
    Way("no_holder", writing(holder_id=False), ("support",), open=(), closed=("issued",), clause="M7.3"),
    Way(
        "mark_as_migrated",
        writing(is_migrated=True),
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
        writing(state="void"),
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
