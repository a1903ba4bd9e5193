"""Every way to release what has not arrived, and to say that it has: ways × roles (W4.B)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table, delete_forced
from ...common import clause
from ..release_gate import CONTEXT, TABLES
from .test_arrival import ArrivalCase

LACKING = ("nothing", "taken", "withdrawn", "others", "short")
ARRIVED = ("arrived", "by_hand", "off")
REQUESTERS = ("support",)


class ArrivalGateCase(GateCase, ArrivalCase):
    """Rows start from the draft release of ten pieces, written past the button."""

    gate_stages = LACKING
    gate_shelf = (*LACKING, "arrived", "by_hand")
    gate_tables = (*TABLES, "ops_arrival")

    def _gate_document(self, stage):
        self.scarce = self._create_product("Gearbox", 700)  # each stage has its own pile
        order = self._order()
        draft = self._draft(order)
        getattr(self, f"_stage_{stage}")(order)
        return draft.with_env(self.env)

    def _stage_nothing(self, order):
        pass

    def _stage_short(self, order):
        self._receive(9)

    def _stage_taken(self, order):
        """Another order's release counts on the same ten."""
        self._receive(10)
        self._draft(self._order()).action_submit()

    def _stage_others(self, order):
        """They lie there, reserved for another order."""
        self._receive(10)
        self._order().picking_ids.action_assign()

    def _stage_withdrawn(self, order):
        self._by_hand(order).action_withdraw("Counted twice")

    def _stage_arrived(self, order):
        self._receive(10)

    def _stage_by_hand(self, order):
        self._by_hand(order)

    def _stage_off(self, order):
        self.env.ref("ops_dept.clause_w4_b").with_company(self.company).is_suspended = True


def _load_submitted(case, release):
    result = release.env["ops.release"].load(["id", "state"], [["__bypass__.release", "submitted"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _name_release(case, release):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "release", "model": "ops.release", "res_id": release.id}
    )


def _through_the_order(case, release):
    release.order_id.write({"ops_release_ids": [Command.update(release.id, {"state": "submitted"})]})


def _requested(case, release):
    return release.state in ("submitted", "approved")


def _request(name, call, roles=REQUESTERS, **values):
    return Way(name, call, roles, _requested, open=ARRIVED, closed=LACKING, clause="W4.B", **values)


REQUESTS = [
    _request("requested", lambda c, r: r.action_submit()),
    _request("written", lambda c, r: r.write({"state": "submitted"})),
    _request("written_among_others", lambda c, r: r.write({"note": "x", "state": "submitted"})),
    _request("with_context_keys", lambda c, r: r.with_context(**CONTEXT).action_submit()),
    _request("through_the_order", _through_the_order),
    _request("loaded", _load_submitted, prepare=_name_release),
    _request("another_quantity_first", lambda c, r: r.line_ids.write({"quantity": 10}) and r.action_submit()),
]


@tagged("post_install", "-at_install")
@clause("W4.B", part="release")
@bypass_table(REQUESTS)
class TestNotArrivedBypass(ArrivalGateCase):
    """One test per way; what a cell shows is told in `tests/bypass.py`."""


HANDS = ("consultant", "manager", "keeper", "clerk", "accountant", "technician")
EVERYBODY = ("support", "superuser", "consultant", "manager", "leader")


def _arrival(release):
    return (
        release.order_id.ops_arrival_ids.sudo(False)
        if not release.env.su
        else release.order_id.ops_arrival_ids
    )


def _write(**vals):
    return lambda case, release: _arrival(release).write(vals)


def _confirm(context=None, **vals):
    def call(case, release):
        line = release.sudo().order_id.order_line
        release.env["ops.arrival"].with_context(**(context or {})).create(
            {"order_line_id": line.id, "quantity": 5, "reason": "consignment", **vals}
        )

    return call


def _forge(name, call, roles=EVERYBODY, closed=("by_hand",), **values):
    return Way(name, call, roles, None, open=(), closed=closed, **{"clause": "W4.B", **values})


def _confirmed_through_the_order(case, release):
    line = release.sudo().order_id.order_line
    release.order_id.write(
        {
            "ops_arrival_ids": [
                Command.create({"order_line_id": line.id, "quantity": 11, "reason": "consignment"})
            ]
        }
    )


ARRIVALS = [
    Way(
        "confirmed",
        _confirm(),
        ("support", "leader"),
        open=("nothing",),
        closed=("by_hand",),
        denied=HANDS,
        clause="W4.B",
    ),
    _forge("more_than_ordered", _confirm(quantity=11), ("support", "superuser", "leader"), ("nothing",)),
    _forge("less_than_nothing_then_more", _confirm(quantity=10.5), ("support",), ("nothing",)),
    _forge("confirmed_withdrawn", _confirm(state="withdrawn"), ("support", "superuser"), ("nothing",)),
    _forge(
        "withdrawn_by_default",
        _confirm({"default_state": "withdrawn"}),
        ("support", "superuser"),
        ("nothing",),
    ),
    _forge("of_another_product", _confirm(product_id=1), ("support", "superuser"), ("nothing",)),
    _forge("in_another_name", _confirm(withdrawn_reason="x"), ("support", "superuser"), ("nothing",)),
    _forge("through_the_order", _confirmed_through_the_order, ("support", "superuser"), ("nothing",)),
    _forge("quantity_written", _write(quantity=9), ("support", "superuser", "leader")),
    _forge("reason_written", _write(reason="dropship"), ("support", "superuser", "leader")),
    _forge("line_written", _write(order_line_id=1), ("support", "superuser")),
    _forge("number_written", _write(name="DH-1"), ("support", "superuser")),
    _forge("reason_of_withdrawal_written", _write(withdrawn_reason="x"), ("support", "superuser")),
    _forge("confirmed_again", _write(state="confirmed"), ("support", "superuser"), ("withdrawn",)),
    _forge("deleted", lambda c, r: _arrival(r).unlink(), ("superuser",)),
    _forge("deleted_by_key", lambda c, r: delete_forced(c, _arrival(r)), ("superuser",)),
    _forge(
        "counted_by_hand",
        lambda c, r: r.line_ids.write({"quantity_by_hand": 10}),
        ("support", "superuser", "leader"),
        ("nothing",),
        clause="W4.C",
    ),
]


@tagged("post_install", "-at_install")
@clause("W4.B", part="by hand")
@bypass_table(ARRIVALS)
class TestByHandBypass(ArrivalGateCase):
    """One test per way; `by_hand` is the confirmation of all ten."""

    gate_stages = gate_shelf = ("nothing", "by_hand", "withdrawn")
