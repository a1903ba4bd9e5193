from odoo import api, models
from odoo.exceptions import UserError

from ....tools.fapiao import tidy_numbers, tidy_tax_number
from .ops_invoice_request import FINANCE_FIELDS, SIGN_FIELDS


class OpsInvoiceRequest(models.Model):
    """What is taken over and checked when a request is written."""

    _inherit = "ops.invoice.request"

    @api.model
    def _ops_prepare_vals(self, vals):
        """Take numbers of papers as they are stored, however they were typed."""
        vals = super()._ops_prepare_vals(vals)
        tidy = {name: tidy_numbers(vals[name]) for name in ("fapiao_code", "fapiao_number") if name in vals}
        if vals.get("tax_number"):
            tidy["tax_number"] = tidy_tax_number(vals["tax_number"])
        return {**vals, **tidy} if tidy else vals

    def _ops_check_vals(self, vals):
        self._check_fillers(vals)
        return super()._ops_check_vals(vals)

    def _check_fillers(self, vals):
        """Finance fills in the fapiao; who hands the invoice over notes the signature."""
        if self.env.su:
            return
        user = self.env.user
        if any(
            vals.get(name) or (self and name in vals) for name in FINANCE_FIELDS
        ) and not user._ops_has_role("finance"):
            raise UserError(
                self.env._(
                    "%(fields)s of an invoice request are filled in by finance (W6.C).",
                    fields=self._ops_field_labels(set(FINANCE_FIELDS) & vals.keys()),
                )
            )
        if any(vals.get(name) for name in SIGN_FIELDS) and not (
            user._ops_has_role("sales_support", "office")
        ):
            raise UserError(
                self.env._("Who signed for an invoice is noted by sales support or the office (W6.D).")
            )
