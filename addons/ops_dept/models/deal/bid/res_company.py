from odoo import api, fields, models, tools

from ....tools.answers import kept_in_transaction


class ResCompany(models.Model):
    """From when a bid is major, and whether every quotation needs one (W2.A)."""

    _inherit = "res.company"

    ops_major_bid = fields.Monetary(
        string="Major bid from",
        default=200000.0,
        currency_field="currency_id",
        help="A bid of this untaxed estimated amount or more (company currency) is major: after the sales "
        "manager a company leader decides too (W2.A). 0: every bid is major.",
    )
    ops_bid_required = fields.Boolean(
        string="Every quotation needs a bid",
        help="On: a quotation is submitted only when it answers a bid. Off: repeat and phone orders need "
        "none (W2.A).",
    )

    @api.model
    @kept_in_transaction
    @tools.ormcache()
    def _ops_companies_requiring_bids(self):
        """Return the ids of the companies where every quotation answers a bid: asked at each approval."""
        # sudo: a setting; whoever approves need not read companies
        everywhere_sudo = self.sudo().with_context(active_test=False)
        return frozenset(everywhere_sudo.search([("ops_bid_required", "=", True)]).ids)
