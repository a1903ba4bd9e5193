"""Every way to an approved release, and to what it covers: nobody writes them (W4.C)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...bypass import Way, bypass_table, delete_forced
from ...common import clause
from ..release_gate import CONTEXT, ReleaseGateCase

EVERYWHERE = ReleaseGateCase.gate_stages
OPEN = ("draft", "submitted", "refused", "cancelled")
DECIDED = ("submitted", "approved", "half_shipped", "shipped")
HANDS = ("support", "superuser", "manager", "leader")


def _forge(name, call, roles=HANDS, closed=EVERYWHERE, **values):
    return Way(name, call, roles, None, open=(), closed=closed, clause="W4.C", **values)


def _write(**vals):
    return lambda case, release: release.write(vals)


def _create(context=None, **vals):
    def call(case, release):
        release.env["ops.release"].with_context(**(context or {})).create(
            {"order_id": release.order_id.id, **vals}
        )

    return call


def _load_state(case, release):
    result = release.env["ops.release"].load(["id", "state"], [["__bypass__.release", "approved"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _name_release(case, release):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "release", "model": "ops.release", "res_id": release.id}
    )


def _through_the_order(case, release):
    release.order_id.write({"ops_release_ids": [Command.update(release.id, {"state": "approved"})]})


def _line_through_the_order_line(case, release):
    release.order_id.order_line.write(
        {"ops_release_line_ids": [Command.update(release.line_ids.id, {"quantity": 50})]}
    )


def _line_moved_in(case, release):
    """A line of a draft is hung onto the release that is decided."""
    other = case._running()
    draft = case.env["ops.release"].create(
        {
            "order_id": other.id,
            "line_ids": [Command.create({"order_line_id": other.order_line.id, "quantity": 5})],
        }
    )
    draft.line_ids.with_env(release.env).write({"release_id": release.id})


RELEASES = [
    _forge("approved_written", _write(state="approved"), closed=OPEN, denied=()),
    _forge("done_written", _write(state="done"), closed=(*OPEN, "approved", "half_shipped")),
    _forge("unknown_state_written", _write(state="gone"), ("support", "superuser")),
    _forge("approved_among_others", _write(note="x", state="approved"), ("support", "superuser"), OPEN),
    _forge(
        "approved_with_context_keys",
        lambda case, release: release.with_context(**CONTEXT).write({"state": "approved"}),
        ("support", "superuser"),
        OPEN,
    ),
    _forge("approved_loaded", _load_state, ("support", "superuser"), OPEN, prepare=_name_release),
    _forge("approved_through_the_order", _through_the_order, ("support", "superuser"), OPEN),
    _forge("created_approved", _create(state="approved"), ("support", "superuser"), ("draft",)),
    _forge(
        "created_by_default", _create({"default_state": "approved"}), ("support", "superuser"), ("draft",)
    ),
    _forge(
        "copied_approved", lambda c, r: r.copy({"state": "approved"}), ("support", "superuser"), ("draft",)
    ),
    *(
        _forge(f"{field}_written", _write(**{field: value}), ("support", "superuser", "manager"))
        for field, value in [
            ("slip_number", "CK1"),
            ("is_same_day", False),
            ("date_shipped", "2026-01-01 00:00:00"),
            ("ops_date_approved", "2026-01-01 00:00:00"),
            ("ops_requester_id", 1),
            ("name", "X"),
        ]
    ),
    _forge("created_with_slip", _create(slip_number="CK1"), ("support", "superuser"), ("draft",)),
    _forge("created_with_slip_by_default", _create({"default_slip_number": "CK1"}), ("support",), ("draft",)),
    _forge("line_quantity_raised", lambda c, r: r.line_ids.write({"quantity": 50}), HANDS, DECIDED),
    _forge(
        "line_quantity_raised_by_the_form",
        lambda c, r: r.write({"line_ids": [Command.update(r.line_ids.id, {"quantity": 50})]}),
        ("support", "superuser"),
        DECIDED,
    ),
    _forge("line_through_the_order_line", _line_through_the_order_line, ("support", "superuser"), DECIDED),
    _forge("line_cut_negative", lambda c, r: r.line_ids.write({"quantity_cut": -50}), HANDS),
    _forge("line_moved_in", _line_moved_in, ("support", "superuser"), DECIDED),
    _forge("lines_replaced", _write(line_ids=[Command.clear()]), ("support", "superuser"), DECIDED),
    _forge("line_deleted", lambda c, r: r.line_ids.unlink(), ("support", "superuser"), DECIDED),
    _forge("day_moved", _write(date_planned="2031-01-01"), ("support", "superuser", "manager"), DECIDED),
    _forge("shipped_cancelled", _write(state="cancel"), HANDS, ("half_shipped", "shipped")),
    _forge("approved_deleted", lambda c, r: r.unlink(), ("support", "superuser"), (*DECIDED, "refused")),
    _forge("approved_deleted_by_key", delete_forced, ("support", "superuser"), (*DECIDED, "refused")),
    _forge(
        "line_deleted_by_key", lambda c, r: delete_forced(c, r.line_ids), ("support", "superuser"), DECIDED
    ),
    _forge(
        "review_written",
        lambda c, r: r.sudo(False).review_ids.write({"status": "approved"}),
        ("support", "manager"),
        ("submitted",),
    ),
]


@tagged("post_install", "-at_install")
@clause("W4.C", part="release")
@bypass_table(RELEASES)
class TestReleaseBypass(ReleaseGateCase):
    """One test per way; what a cell shows is told in `tests/bypass.py`."""
