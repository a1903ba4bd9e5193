"""Every way for goods to a customer, in the server: refused before the release is approved (W4.C)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...bypass import Way, bypass_table, delete_forced
from ...common import clause
from ..release_gate import DeliveryGateCase, ReleaseGateCase

# Who ships; core lets sales and accounting users write moves and transfers as well.
SHIPPERS = ("keeper", "superuser", "technician")
WRITERS = ("keeper", "superuser", "technician", "consultant", "support", "manager", "accountant")
OUTSIDERS = ("clerk", "rule_admin", "auditor")
CONTEXT = {
    "skip_validation_check": True,
    "skip_backorder": True,
    "skip_sanity_check": True,
    "cancel_backorder": True,
    "is_scrap": True,
    "install_mode": True,
    "tracking_disable": True,
    "import_file": True,
    "inventory_mode": True,
    "bypass_approval": True,
    "force_period_date": "2026-01-01",
}


def _left(case, picking):
    """Tell whether the goods are at the customer's."""
    return picking.move_ids.filtered(lambda move: move.state == "done" and move.quantity)


def _at_customers(case):
    """Return how many of the table's goods lie at customers'."""
    goods = case.plain.with_env(case.env).with_context(location=case.customers.id)
    goods.invalidate_recordset(["qty_available"])
    return goods.qty_available


def _way(name, call, roles=SHIPPERS, done=_left, closed=("none", "submitted", "cancelled"), **values):
    return Way(name, call, roles, done, closed=closed, clause="W4.C", **values)


def _take_all(picking):
    """Have everything that is reserved leave."""
    for move in picking.move_ids:
        move.write({"quantity": move.product_uom_qty, "picked": True})


# ----------------------------------------------------------------------
# The delivery itself
# ----------------------------------------------------------------------
def _validate(case, picking):
    _take_all(picking)
    case._press_validate(picking)


def _validate_with_context(case, picking):
    _take_all(picking)
    case._press_validate(picking.with_context(**CONTEXT))


def _picking_done(case, picking):
    _take_all(picking)
    picking._action_done()


def _move_done(case, picking):
    _take_all(picking)
    picking.move_ids._action_done()


def _move_done_batch(case, picking):
    """Together with a delivery that is released."""
    good = case._running()
    if case.company.ops_rulebook:
        case._release(good)
    both = (good.picking_ids.move_ids.with_env(picking.env) | picking.move_ids).with_env(picking.env)
    both.write({"picked": True})
    both._action_done()


def _lines_done(case, picking):
    _take_all(picking)
    picking.move_line_ids._action_done()
    picking.move_ids.write({"state": "done"})


def _write_done(**vals):
    def call(case, picking):
        picking.move_ids.write({"state": "done", **vals})

    return call


def _assign_done(case, picking):
    picking.move_ids.state = "done"


def _through_the_picking(case, picking):
    picking.write({"move_ids": [Command.update(picking.move_ids[0].id, {"state": "done"})]})


def _through_the_order_line(case, picking):
    move = picking.move_ids[0]
    move.sale_line_id.write({"move_ids": [Command.update(move.id, {"state": "done"})]})


def _load_done(case, picking):
    result = picking.env["stock.move"].load(["id", "state"], [["__bypass__.move", "done"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _name_move(case, picking):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "move", "model": "stock.move", "res_id": picking.move_ids[0].id}
    )


def _web_save_done(case, picking):
    picking.move_ids.web_save({"state": "done"}, {"state": {}})


def _over(case, picking):
    """More than was ordered and released."""
    picking.move_ids.write({"quantity": 11, "picked": True})
    case._press_validate(picking)


def _back_order(case, picking):
    """One piece now, the others as a back order at once."""
    picking.move_ids.write({"quantity": 1, "picked": True})
    case._press_validate(picking.with_context(skip_backorder=True))


def _hand_made(case, picking, **vals):
    """Make a delivery of the order line by hand, beside core's."""
    move = picking.env["stock.move"].create(
        {
            "product_id": case.plain.id,
            "product_uom_qty": 2,
            "location_id": case.warehouse.lot_stock_id.id,
            "location_dest_id": case.customers.id,
            **vals,
        }
    )
    move._action_confirm()
    move.write({"quantity": 2, "picked": True})
    move._action_done()
    case.assertEqual(move.state, "done")


def _to_transit(case, picking):
    """Into the transit between companies, which core counts as delivered."""
    picking.location_dest_id = case.between
    _validate(case, picking)


def _lines_to_transit(case, picking):
    _take_all(picking)
    picking.move_ids.location_dest_id = case.between
    picking.move_line_ids.location_dest_id = case.between
    picking.move_ids._action_done()


DELIVERIES = [
    _way("to_the_transit_between_companies", _to_transit),
    _way("moves_and_lines_to_transit", _lines_to_transit, ("keeper", "superuser")),
    _way("validate", _validate, closed=None, denied=OUTSIDERS),
    _way("validate_with_context_keys", _validate_with_context),
    _way("validate_with_back_order", _back_order),
    _way("picking_action_done", _picking_done),
    _way("move_action_done", _move_done),
    _way("move_action_done_in_a_batch", _move_done_batch, ("keeper", "superuser")),
    _way("line_action_done", _lines_done, ("keeper", "superuser")),
    _way("write_done", _write_done(), WRITERS, closed=None, denied=OUTSIDERS),
    _way("write_done_with_quantity", _write_done(quantity=10), ("keeper", "superuser")),
    _way("write_done_and_picked", _write_done(picked=True), ("keeper", "consultant")),
    _way("assign_done", _assign_done, ("keeper", "superuser")),
    _way(
        "write_done_with_context_keys",
        lambda case, picking: picking.move_ids.with_context(**CONTEXT).write({"state": "done"}),
        ("keeper", "superuser"),
    ),
    _way("write_through_the_picking", _through_the_picking, ("keeper", "consultant")),
    _way("write_through_the_order_line", _through_the_order_line, ("keeper", "consultant")),
    _way("load_done", _load_done, ("keeper", "superuser"), prepare=_name_move),
    _way("web_save_done", _web_save_done, ("keeper",)),
    _way(
        "hand_made_for_the_order_line",
        lambda case, picking: _hand_made(case, picking, sale_line_id=picking.move_ids.sale_line_id.id),
        ("keeper", "superuser"),
        lambda case, picking: "done" in picking.move_ids.sale_line_id.move_ids.mapped("state"),
    ),
    _way("more_than_released", _over, open=("off",), closed=("none", "approved", "half_shipped")),
]


# ----------------------------------------------------------------------
# Past the delivery: goods that no release covers; only the switch opens these
# ----------------------------------------------------------------------
def _scrap(case, picking):
    scrap = picking.env["stock.scrap"].create(
        {
            "product_id": case.plain.id,
            "scrap_qty": 1,
            "location_id": case.warehouse.lot_stock_id.id,
            "scrap_location_id": case.customers.id,
            "picking_id": picking.id,
        }
    )
    scrap.do_scrap()


def _create_done(context=None, **vals):
    def call(case, picking):
        created = (
            picking.env["stock.move"]
            .with_context(**(context or {}))
            .create(
                {
                    "product_id": case.plain.id,
                    "product_uom_qty": 2,
                    "location_id": case.warehouse.lot_stock_id.id,
                    "location_dest_id": case.customers.id,
                    "picking_id": picking.id,
                    "sale_line_id": picking.move_ids.sale_line_id.id,
                    **vals,
                }
            )
        )
        case.assertEqual(created.state, "done")

    return call


def _load_new(case, picking):
    result = picking.env["stock.move"].load(
        ["product_id/.id", "product_uom_qty", "location_id/.id", "location_dest_id/.id", "state"],
        [[str(case.plain.id), "2", str(case.warehouse.lot_stock_id.id), str(case.customers.id), "done"]],
    )
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _line_done(case, picking):
    """A line whose own state were done would move goods while its move waits; core takes the move's state."""
    before = _at_customers(case)
    line = picking.env["stock.move.line"].create(
        {
            "move_id": picking.move_ids[0].id,
            "picking_id": picking.id,
            "product_id": case.plain.id,
            "quantity": 5,
            "state": "done",
            "location_id": case.warehouse.lot_stock_id.id,
            "location_dest_id": case.customers.id,
        }
    )
    if line.state == "done" or _at_customers(case) > before:
        raise AssertionError("the goods left although their move waits")
    raise UserError("the state was ignored (W4.C)")


def _line_written_done(case, picking):
    picking.move_line_ids.write({"state": "done"})


def _inner(case, env, **line):
    """Return a reserved move inside the house; its line may say otherwise."""
    shelf = case.env["stock.location"].create(
        {"name": "Shelf", "location_id": case.warehouse.lot_stock_id.id, "usage": "internal"}
    )
    move = env["stock.move"].create(
        {
            "product_id": case.plain.id,
            "product_uom_qty": 3,
            "location_id": case.warehouse.lot_stock_id.id,
            "location_dest_id": shelf.id,
        }
    )
    move._action_confirm()
    move.write({"quantity": 3})
    move.move_line_ids.write(line)
    move.picked = True
    return move


def _line_astray(case, picking):
    _inner(case, picking.env, location_dest_id=case.customers.id)._action_done()


def _inner_turned(field):
    """A move inside the house is done, then it is said to have gone to the customer."""

    def call(case, picking):
        move = _inner(case, picking.env)
        move._action_done()
        target = move if field == "move" else move.move_line_ids
        target.write({"location_dest_id": case.customers.id})

    return call


def _relocate(case, picking):
    quants = picking.env["stock.quant"].search(
        [("product_id", "=", case.plain.id), ("location_id", "=", case.warehouse.lot_stock_id.id)]
    )
    quants.move_quants(location_dest_id=case.customers, message="moved")


def _count_at_the_customer(case, picking):
    quant = (
        picking.env["stock.quant"]
        .with_context(inventory_mode=True)
        .create(
            {
                "product_id": case.plain.id,
                "location_id": case.customers.id,
                "inventory_quantity": 5,
            }
        )
    )
    quant.action_apply_inventory()


def _other_product(case, picking):
    """The released line carries other goods."""
    _hand_made(case, picking, product_id=case.key.id, sale_line_id=picking.move_ids.sale_line_id.id)


def _to_another(case, picking):
    """Within the release, to somebody else."""
    picking.partner_id = case.stranger
    _validate(case, picking)


def _moves_to_another(case, picking):
    picking.move_ids.partner_id = case.stranger
    _validate(case, picking)


def _along_with_another(case, picking):
    """On a transfer that goes to somebody else."""
    other = picking.copy({"partner_id": case.stranger.id, "move_ids": []})
    picking.move_ids.picking_id = other
    other.move_ids.move_line_ids.picking_id = other
    _validate(case, other)


def _from_customer_to_customer(case, picking):
    """Nothing leaves, core counts it as delivered."""
    _hand_made(case, picking, location_id=case.customers.id, sale_line_id=picking.move_ids.sale_line_id.id)


def _picking_written_done(case, picking):
    picking.write({"state": "done"})


BESIDES = [
    _way(name, call, roles, None, open=("off",), closed=closed)
    for name, call, roles, closed in [
        ("scrap_to_the_customer", _scrap, SHIPPERS, ("none", "approved")),
        ("without_an_order_line", _hand_made, SHIPPERS, ("none", "approved")),
        ("create_done", _create_done(state="done"), WRITERS, ("none", "approved")),
        (
            "create_done_by_default",
            _create_done({"default_state": "done"}),
            ("keeper", "superuser"),
            ("none",),
        ),
        ("create_done_with_quantity", _create_done(state="done", quantity=2), ("keeper",), ("approved",)),
        ("load_new_done", _load_new, ("keeper", "superuser"), ("none", "approved")),
        ("line_written_done", _line_written_done, SHIPPERS, ("none", "approved")),
        ("line_of_an_inner_move_to_the_customer", _line_astray, SHIPPERS, ("none", "approved")),
        ("inner_move_turned_to_the_customer", _inner_turned("move"), SHIPPERS, ("none", "approved")),
        ("inner_line_turned_to_the_customer", _inner_turned("line"), SHIPPERS, ("none", "approved")),
        ("relocate_stock_to_the_customer", _relocate, ("superuser",), ("none", "approved")),
        ("count_stock_at_the_customer", _count_at_the_customer, ("superuser",), ("none", "approved")),
        ("other_product_on_the_line", _other_product, SHIPPERS, ("none", "approved")),
        ("to_another_contact", _to_another, SHIPPERS, ("none", "approved", "exempt")),
        ("moves_to_another_contact", _moves_to_another, SHIPPERS, ("none", "approved", "exempt")),
        ("along_with_another_transfer", _along_with_another, ("keeper",), ("none", "approved", "exempt")),
        ("customer_to_customer", _from_customer_to_customer, SHIPPERS, ("none", "approved")),
        ("more_than_stood", _over, SHIPPERS, ("exempt",)),
        ("picking_written_done", _picking_written_done, WRITERS, ("none", "approved")),
    ]
]


BESIDES.append(_way("line_created_done", _line_done, SHIPPERS, None, open=(), closed=("none", "approved")))


# ----------------------------------------------------------------------
# What is done stays as it is
# ----------------------------------------------------------------------
def _move(**vals):
    return lambda case, picking: picking.move_ids.write(vals)


def _line(**vals):
    return lambda case, picking: picking.move_line_ids.write(vals)


def _new_move(case, picking):
    picking.write(
        {
            "move_ids": [
                Command.create(
                    {
                        "product_id": case.plain.id,
                        "product_uom_qty": 5,
                        "quantity": 5,
                        "location_id": picking.location_id.id,
                        "location_dest_id": picking.location_dest_id.id,
                    }
                )
            ]
        }
    )


def _new_line(case, picking):
    picking.env["stock.move.line"].create(
        {
            "move_id": picking.move_ids[0].id,
            "picking_id": picking.id,
            "product_id": case.plain.id,
            "quantity": 5,
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
        }
    )


def _new_line_without_move(case, picking):
    picking.env["stock.move.line"].create(
        {
            "picking_id": picking.id,
            "product_id": case.plain.id,
            "quantity": 5,
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
        }
    )


def _line_taken_over(case, picking):
    """A line of a move inside the house is hung onto the delivery that is done."""
    inner = _inner(case, picking.env)
    inner.move_line_ids.write({"move_id": picking.move_ids[0].id, "picking_id": picking.id})


def _load_quantity(case, picking):
    result = picking.env["stock.move"].load(["id", "quantity"], [["__bypass__.move", "50"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _other_location(case, picking):
    picking.write({"location_dest_id": case.warehouse.lot_stock_id.id})


def _other_line(case, picking):
    other = case._running()
    picking.move_ids.write({"sale_line_id": other.order_line[0].id})


DONE = [
    _way(name, call, roles, None, open=opens, closed=("shipped", "half_shipped"), prepare=prepare)
    for name, call, roles, opens, prepare in [
        ("done_quantity_raised", _move(quantity=50), WRITERS, ("off_shipped",), None),
        ("done_quantity_lowered", _move(quantity=1), SHIPPERS, ("off_shipped",), None),
        ("done_demand_raised", _move(product_uom_qty=50), SHIPPERS, ("off_shipped",), None),
        ("done_line_quantity_raised", _line(quantity=50), SHIPPERS, ("off_shipped",), None),
        ("done_state_back", _move(state="assigned"), WRITERS, ("off_shipped",), None),
        ("done_state_cancelled", _move(state="cancel"), SHIPPERS, ("off_shipped",), None),
        ("done_state_draft", _move(state="draft"), SHIPPERS, ("off_shipped",), None),
        ("done_line_state_back", _line(state="assigned"), SHIPPERS, ("off_shipped",), None),
        (
            "done_picking_state_back",
            lambda c, p: p.write({"state": "assigned"}),
            WRITERS,
            ("off_shipped",),
            None,
        ),
        ("done_new_move", _new_move, SHIPPERS, ("off_shipped",), None),
        ("done_new_line", _new_line, SHIPPERS, ("off_shipped",), None),
        ("done_new_line_without_move", _new_line_without_move, SHIPPERS, ("off_shipped",), None),
        ("done_line_taken_over", _line_taken_over, ("keeper", "superuser"), ("off_shipped",), None),
        ("done_load_quantity", _load_quantity, ("keeper", "superuser"), ("off_shipped",), _name_move),
        ("done_other_destination", _other_location, SHIPPERS, ("off_shipped",), None),
        (
            "done_other_contact",
            lambda case, picking: picking.write({"partner_id": case.stranger.id}),
            WRITERS,
            ("off_shipped",),
            None,
        ),
        (
            "done_move_other_contact",
            lambda case, picking: picking.move_ids.write({"partner_id": case.stranger.id}),
            WRITERS,
            ("off_shipped",),
            None,
        ),
        ("done_other_order_line", _other_line, SHIPPERS, ("off_shipped",), None),
        (
            "done_other_product",
            lambda case, picking: picking.move_ids.write({"product_id": case.key.id}),
            SHIPPERS,
            ("off_shipped",),
            None,
        ),
        (
            "done_other_source",
            lambda case, picking: picking.move_ids.write({"location_id": case.suppliers.id}),
            SHIPPERS,
            (),
            None,
        ),
        (
            "done_line_other_destination",
            lambda case, picking: picking.move_line_ids.write({"location_dest_id": case.suppliers.id}),
            SHIPPERS,
            ("off_shipped",),
            None,
        ),
    ]
]


# ----------------------------------------------------------------------
# Running freely is nobody's to give
# ----------------------------------------------------------------------
def _split_exempt(case, picking):
    picking.move_ids.with_context(default_ops_exempt=True).copy({"ops_exempt": True})


def _exempt_by_default(case, picking):
    picking.env["ir.default"].sudo().set("stock.move", "ops_exempt", True)
    _hand_made(case, picking.with_context(default_ops_exempt=True))


EXEMPTIONS = [
    _way(name, call, roles, None, open=(), closed=("none", "approved", "shipped", "off"))
    for name, call, roles in [
        ("exempt_written", _move(ops_exempt=True), WRITERS),
        ("exempt_among_others", _move(ops_exempt=1, quantity=10), ("keeper", "superuser")),
        ("exempt_copied", _split_exempt, ("keeper", "superuser")),
        (
            "exempt_created",
            lambda case, picking: _hand_made(case, picking, ops_exempt=True),
            ("keeper", "superuser"),
        ),
    ]
] + [_way("exempt_by_default", _exempt_by_default, ("keeper", "superuser"), None, open=(), closed=("none",))]


# ----------------------------------------------------------------------
# Core's paper
# ----------------------------------------------------------------------
def _print(kind):
    def call(case, picking):
        reports = picking.env["ir.actions.report"]
        getattr(reports, f"_render_qweb_{kind}")("stock.report_deliveryslip", picking.ids)

    return call


PRINTS = [
    _way("print_delivery_slip_html", _print("html"), SHIPPERS, None),
    _way("print_delivery_slip_text", _print("text"), ("keeper", "superuser"), None),
]


@tagged("post_install", "-at_install")
@clause("W4.C", part="gate")
@bypass_table([*DELIVERIES, *BESIDES, *DONE, *EXEMPTIONS, *PRINTS])
class TestDeliveryBypass(DeliveryGateCase):
    """One test per way; what a cell shows is told in `tests/bypass.py`."""


# ----------------------------------------------------------------------
# The release: its approval and what it covers is nobody's to write
# ----------------------------------------------------------------------
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
