from odoo import api, fields, models


class HelpdeskTicket(models.Model):
    """The products that a case is about (W8.A, W9.A)."""

    _inherit = "helpdesk.ticket"

    ops_line_ids = fields.One2many("ops.ticket.line", "ticket_id", "Products", copy=False, frozen="asked")
    ops_warranty = fields.Selection(
        [("in", "Under warranty"), ("over", "Warranty is over"), ("unknown", "Not known")],
        "Warranty",
        compute="_compute_ops_warranty",
        help="Of all its products: under warranty only when each of them is.",
    )
    ops_is_foreign = fields.Boolean("Not all ours", compute="_compute_ops_warranty")

    @api.depends("ops_line_ids.warranty", "ops_line_ids.is_foreign")
    def _compute_ops_warranty(self):
        for case in self:
            found = set(case.ops_line_ids.mapped("warranty"))
            worst = next((each for each in ("over", "unknown", "in") if each in found), False)
            case.ops_warranty = worst
            case.ops_is_foreign = any(case.ops_line_ids.mapped("is_foreign"))

    def _ops_get_goods_blockers(self):
        blockers = super()._ops_get_goods_blockers()
        if self._ops_is_goods() and not self.ops_line_ids:
            blockers.append(
                self.env._(
                    "Enter which products come back, each with what is wrong (%s).", self._ops_clause_of("A")
                )
            )
        return blockers

    def _get_submit_blockers(self):
        """What was delivered is asked at the request: once confirmed, other deliveries do not undo it."""
        return super()._get_submit_blockers() + self.ops_line_ids._get_blockers()
