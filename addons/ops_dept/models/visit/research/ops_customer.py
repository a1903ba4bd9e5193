from odoo import fields, models


class OpsCustomer(models.Model):
    """What is known of a customer besides his situation (M1.5, N1.2)."""

    _name = "ops.customer"
    _inherit = ["ops.customer", "ops.research"]

    fact_ids = fields.One2many("ops.customer.fact", "customer_id", "Facts, needs, interests")

    def _take_over(self, other):
        """What another file of the customer knew and this one does not is kept, too."""
        # sudo: whoever may merge contacts changes by it what is known of them
        other.sudo().fact_ids.customer_id = self
        for name in self.env["ops.research"]._get_research_names():
            if not self[name]:
                self[name] = other[name]
        return super()._take_over(other)
