from odoo import fields, models
from odoo.tools import SQL


class ResCompany(models.Model):
    """How many days ahead releases are requested; which deliveries run on exempt (R10, PROCESS §3)."""

    _inherit = "res.company"

    _ops_turned_on = ((20, "_ops_exempt_moves"),)

    ops_release_days_ahead = fields.Integer(
        "Releases are requested ahead (working days)",
        default=1,
        help="Outbound requests are entered so many working days before the goods leave; a later one is "
        "allowed and marked as short notice (R10). 0: the same day is in time.",
    )

    _ops_release_days_positive = models.Constraint(
        "CHECK(ops_release_days_ahead >= 0)", "Releases are requested 0 or more working days ahead."
    )

    def _ops_exempt_moves(self):
        """Let deliveries without an order that are under way run on; those of orders run with their order.

        One UPDATE, whatever their number (PROCESS §3). What left before is exempt already: the move notes it
        when it becomes done while no gate stands.
        """
        moves = self.env["stock.move"]
        moves.flush_model(["state", "company_id", "sale_line_id", "location_dest_id", "location_final_id"])
        self.env.cr.execute(
            SQL(
                "UPDATE stock_move AS move SET ops_exempt = true"
                " WHERE move.company_id IN %s AND move.ops_exempt IS NOT true AND move.sale_line_id IS NULL"
                " AND move.state IN ('waiting', 'confirmed', 'partially_available', 'assigned')"
                " AND EXISTS (SELECT FROM stock_location AS place WHERE place.usage = 'customer'"
                " AND place.id IN (move.location_dest_id, move.location_final_id))",
                tuple(self.ids),
            )
        )
        moves.invalidate_model(["ops_exempt"])
