from odoo import api, fields, models

from ....tools.actions import open_records


class CrmLead(models.Model):
    """The invoices of an opportunity's orders, and the money that came for them (M1.4)."""

    _inherit = "crm.lead"

    ops_invoice_count = fields.Integer("Invoices of it", compute="_compute_ops_money_counts")
    ops_receipt_count = fields.Integer("Receipts of it", compute="_compute_ops_money_counts")

    @api.depends("order_ids.invoice_ids", "order_ids.ops_receipt_ids")
    @api.depends_context("uid")
    def _compute_ops_money_counts(self):
        self._ops_count_of_deals("ops_invoice_count", "invoice_ids")
        self._ops_count_of_deals("ops_receipt_count", "ops_receipt_ids")

    def action_ops_open_invoices(self):
        """Open the invoices and credit notes of this opportunity. Clause: M1.4"""
        return open_records(self._ops_of_deals("invoice_ids"), self.env._("Invoices"))

    def action_ops_open_receipts(self):
        """Open the receipts of this opportunity. Clause: M1.4"""
        return open_records(self._ops_of_deals("ops_receipt_ids"), self.env._("Receipts"))
