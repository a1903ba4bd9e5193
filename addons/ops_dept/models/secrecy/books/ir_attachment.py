from odoo import api, models
from odoo.fields import Domain


class IrAttachment(models.Model):
    """Papers of purchase orders state prices: who may not know them does not find the papers (W2.D)."""

    _inherit = "ir.attachment"

    @api.model
    def _ops_purchase_papers_hidden(self):
        """Tell whether papers of purchase orders (printed orders, vendors' offers) are closed to the user."""
        return self.env["purchase.order"]._ops_cost_hidden()

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Papers state prices: who may not know them does not find the papers either."""
        if not (self.env.su or kwargs.get("bypass_access")) and self._ops_purchase_papers_hidden():
            domain = Domain(domain) & Domain("res_model", "!=", "purchase.order")
        return super()._search(domain, *args, **kwargs)

    def _inaccessible_comodel_records(self, model_and_ids, operation):
        yield from super()._inaccessible_comodel_records(model_and_ids, operation)
        if operation == "read" and model_and_ids.get("purchase.order") and self._ops_purchase_papers_hidden():
            yield from (("purchase.order", res_id) for res_id in model_and_ids["purchase.order"])
