from odoo import api, models


class AccountPaymentTermLine(models.Model):
    """What changes how long a payment term lets the customer wait, which is kept (`_ops_credit_days`)."""

    _inherit = "account.payment.term.line"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()
