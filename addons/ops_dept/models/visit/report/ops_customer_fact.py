from odoo import api, fields, models


class OpsCustomerFact(models.Model):
    """What was learnt on a visit stands in the customer's file, and says on which visit (V3.5, N2.3)."""

    _inherit = "ops.customer.fact"

    _document_fields = ("customer_id", "lead_id", "visit_id")

    visit_id = fields.Many2one("ops.visit", index="btree_not_null", ondelete="set null", copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(self._put_on_files(vals_list))

    @api.model
    def _put_on_files(self, vals_list):
        """Let what was learnt on a visit be about its customer, or its lead where he is no contact yet."""
        ids = {vals["visit_id"] for vals in vals_list if vals.get("visit_id")}
        if not ids:
            return vals_list
        visits = self.env["ops.visit"].browse(ids)
        visits.check_access("write")
        about = visits._get_fact_owners()
        return [{**vals, **about[vals["visit_id"]]} if vals.get("visit_id") else vals for vals in vals_list]
