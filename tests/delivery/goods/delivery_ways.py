"""Ways for goods to a customer: the delivery itself, and past it."""

from odoo.exceptions import UserError
from odoo.fields import Command

from ...bypass import Way
from ..release_gate import CONTEXT

# Who ships; core lets sales and accounting users write moves and transfers as well.
SHIPPERS = ("keeper", "superuser", "technician")
WRITERS = ("keeper", "superuser", "technician", "consultant", "support", "manager", "accountant")
OUTSIDERS = ("clerk", "rule_admin", "auditor")


def _left(case, picking):
    """Tell whether the goods are at the customer's."""
    return picking.move_ids.filtered(lambda move: move.state == "done" and move.quantity)


def _at_customers(case):
    """Return how many of the table's goods lie at customers'."""
    goods = case.plain.with_env(case.env).with_context(location=case.customers.id)
    goods.invalidate_recordset(["qty_available"])
    return goods.qty_available


def way(name, call, roles=SHIPPERS, done=_left, closed=("none", "submitted", "cancelled"), **values):
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


def name_move(case, picking):
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


def hand_made(case, picking, **vals):
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
    way("to_the_transit_between_companies", _to_transit),
    way("moves_and_lines_to_transit", _lines_to_transit, ("keeper", "superuser")),
    way("validate", _validate, closed=None, denied=OUTSIDERS),
    way("validate_with_context_keys", _validate_with_context),
    way("validate_with_back_order", _back_order),
    way("picking_action_done", _picking_done),
    way("move_action_done", _move_done),
    way("move_action_done_in_a_batch", _move_done_batch, ("keeper", "superuser")),
    way("line_action_done", _lines_done, ("keeper", "superuser")),
    way("write_done", _write_done(), WRITERS, closed=None, denied=OUTSIDERS),
    way("write_done_with_quantity", _write_done(quantity=10), ("keeper", "superuser")),
    way("write_done_and_picked", _write_done(picked=True), ("keeper", "consultant")),
    way("assign_done", _assign_done, ("keeper", "superuser")),
    way(
        "write_done_with_context_keys",
        lambda case, picking: picking.move_ids.with_context(**CONTEXT).write({"state": "done"}),
        ("keeper", "superuser"),
    ),
    way("write_through_the_picking", _through_the_picking, ("keeper", "consultant")),
    way("write_through_the_order_line", _through_the_order_line, ("keeper", "consultant")),
    way("load_done", _load_done, ("keeper", "superuser"), prepare=name_move),
    way("web_save_done", _web_save_done, ("keeper",)),
    way(
        "hand_made_for_the_order_line",
        lambda case, picking: hand_made(case, picking, sale_line_id=picking.move_ids.sale_line_id.id),
        ("keeper", "superuser"),
        lambda case, picking: "done" in picking.move_ids.sale_line_id.move_ids.mapped("state"),
    ),
    way("more_than_released", _over, open=("off",), closed=("none", "approved", "half_shipped")),
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


def inner_move(case, env, **line):
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
    inner_move(case, picking.env, location_dest_id=case.customers.id)._action_done()


def _inner_turned(field):
    """A move inside the house is done, then it is said to have gone to the customer."""

    def call(case, picking):
        move = inner_move(case, picking.env)
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
    hand_made(case, picking, product_id=case.key.id, sale_line_id=picking.move_ids.sale_line_id.id)


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
    hand_made(case, picking, location_id=case.customers.id, sale_line_id=picking.move_ids.sale_line_id.id)


def _picking_written_done(case, picking):
    picking.write({"state": "done"})


BESIDES = [
    way(name, call, roles, None, open=("off",), closed=closed)
    for name, call, roles, closed in [
        ("scrap_to_the_customer", _scrap, SHIPPERS, ("none", "approved")),
        ("without_an_order_line", hand_made, SHIPPERS, ("none", "approved")),
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


BESIDES.append(way("line_created_done", _line_done, SHIPPERS, None, open=(), closed=("none", "approved")))
