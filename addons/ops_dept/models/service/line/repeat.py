from datetime import timedelta
from itertools import pairwise

from odoo import api, fields, models
from odoo.fields import Domain

# Within so many days the same serial number counts as the same trouble.
DAYS = 180


class OpsTicketLine(models.Model):
    """The same serial number again within half a year: what was done did not last (W8)."""

    _inherit = "ops.ticket.line"

    date_received = fields.Datetime(related="ticket_id.ops_date_received", string="Customer told us on")
    is_repeat = fields.Boolean(
        "Again within 180 days",
        compute="_compute_is_repeat",
        search="_search_is_repeat",
        help="The same serial number was in a case less than 180 days before.",
    )

    @api.depends("lot_id", "ticket_id.ops_date_received")
    def _compute_is_repeat(self):
        repeated = self._find_repeats(self.lot_id)
        for line in self:
            line.is_repeat = line._origin.id in repeated

    @api.model
    def _search_is_repeat(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in" if True in value else "not in", list(self._find_repeats()))

    @api.model
    def _find_repeats(self, lots=None):
        """Return the ids of the lines whose serial number was in an earlier case within the days.

        :param lots: only of these serial numbers (default: of all)
        """
        domain = Domain("lot_id", "in", lots.ids) if lots is not None else Domain("lot_id", "!=", False)
        # sudo: whether there was a case before, whoever may read that one
        lines = self.sudo().search_fetch(domain, ["lot_id", "ticket_id"], order="lot_id, ticket_id, id")
        found = set()
        for same in lines.grouped("lot_id").values():
            ordered = same.filtered("date_received").sorted("date_received")
            for earlier, later in pairwise(ordered):
                if later.date_received - earlier.date_received <= timedelta(days=DAYS):
                    found.add(later.id)
        return found
