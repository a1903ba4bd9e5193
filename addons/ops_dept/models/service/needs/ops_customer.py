from odoo import fields, models


class OpsCustomer(models.Model):
    """How many needs stand in a customer's file, and the log of them (M1.5)."""

    _inherit = "ops.customer"

    need_count = fields.Integer("Needs", compute="_compute_need_count")

    def _compute_need_count(self):
        counts = dict(
            self.env["ops.customer.fact"]._read_group(
                [("customer_id", "in", self.ids), ("kind", "=", "need")], ["customer_id"], ["__count"]
            )
        )
        for customer in self:
            customer.need_count = counts.get(customer, 0)

    def action_open_needs(self):
        """Open the log of what this customer needs; a new one is noted there."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_customer_fact_action_needs")
        return {
            **action,
            "domain": [("customer_id", "=", self.id)],
            "context": {
                "search_default_filter_need": 1,
                "default_customer_id": self.id,
                "default_kind": "need",
            },
        }
