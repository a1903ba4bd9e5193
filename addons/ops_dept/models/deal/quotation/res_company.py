from odoo import models
from odoo.tools import SQL

from .states import QUOTED


class ResCompany(models.Model):
    """Confirmed orders run on exempt when the rulebook is switched on (PROCESS §3)."""

    _inherit = "res.company"

    _ops_turned_on = ((10, "_ops_exempt_orders"),)

    def _ops_exempt_orders(self):
        """Let confirmed orders run on freely: one UPDATE, whatever their number (PROCESS §3)."""
        self.env["sale.order"].flush_model(["state", "company_id", "ops_exempt"])
        self.env.cr.execute(
            SQL(
                "UPDATE sale_order SET ops_exempt = true"
                " WHERE company_id IN %s AND state = 'sale' AND ops_exempt IS NOT true AND "
                "ops_approval_state != 'approved'",
                tuple(self.ids),
            )
        )
        self.env["sale.order"].invalidate_model(["ops_exempt"])
        # what was approved before the rulebook was switched off may have been changed freely since
        # sudo: the administrator of the rulebook need not see quotations; his right to switch was checked
        self.env["sale.order"].sudo().search(
            [
                ("company_id", "in", self.ids),
                ("ops_approval_state", "=", "approved"),
                ("state", "in", QUOTED),
            ]
        )._ops_after_change()
