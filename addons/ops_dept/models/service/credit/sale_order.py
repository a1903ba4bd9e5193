from contextlib import contextmanager

from odoo import fields, models


class SaleOrder(models.Model):
    """The quotation that a case leads to: other goods in exchange, or a repair that the customer pays."""

    _inherit = "sale.order"

    ops_ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "Service case",
        index="btree_not_null",
        copy=False,
        check_company=True,
        ondelete="set null",
        help="The case that it was made for (W9.D).",
    )

    _ops_on_write = ((70, "_ops_following_case"),)

    @contextmanager
    def _ops_following_case(self, vals):
        """A case is done once its goods are settled and the customer ordered what he gets in exchange."""
        yield
        if vals.get("state") == "sale":
            # sudo: who confirms the order need not be allowed to write the case
            self.sudo().ops_ticket_id._ops_follow_goods()
