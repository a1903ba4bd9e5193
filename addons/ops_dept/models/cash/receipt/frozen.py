from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import UserError

from ....tools.identifier import tidy
from .ops_receipt import FINANCE_CONTENT


class OpsReceipt(models.Model):
    """What of a receipt stays as confirmed, and which orders it may name."""

    _inherit = "ops.receipt"

    def _check_orders_created(self, _vals_list):
        """Only orders that one may read can be named: a request shows them to others."""
        self.order_ids.check_access("read")

    @contextmanager
    def _check_orders_written(self, vals):
        yield
        if "order_ids" in vals:
            self.order_ids.check_access("read")

    @api.model
    def _ops_prepare_vals(self, vals):
        """Take the customer's company instead of one of its contacts, and the paper's number in ordinary
        digits.
        """
        vals = super()._ops_prepare_vals(vals)
        if vals.get("payer_reference"):
            vals = {**vals, "payer_reference": tidy(vals["payer_reference"])}
        if not vals.get("partner_id"):
            return vals
        partner = self.env["res.partner"].browse(vals["partner_id"])
        return {**vals, "partner_id": partner.commercial_partner_id.id}

    def _ops_refuse_frozen(self, vals):
        result = super()._ops_refuse_frozen(vals)
        if not (vals.keys().isdisjoint(FINANCE_CONTENT) or self.env.user._ops_has_role("finance")):
            submitted = self.filtered(lambda receipt: receipt.state == "submitted")
            if submitted:
                raise UserError(
                    self.env._(
                        "%(receipt)s: finance says in which journal and account it is posted (W5.C).",
                        receipt=submitted[0].display_name,
                    )
                )
        return result
