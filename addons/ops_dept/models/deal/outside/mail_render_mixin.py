from odoo import api, models


class MailRenderMixin(models.AbstractModel):
    """A text with a quotation's values in it is rendered only once the quotation is approved (W2.E).

    Mail templates, text messages, the composer's own mass mails and every preview pass here.
    """

    _inherit = "mail.render.mixin"

    @api.model
    def _render_template(self, template_src, model, res_ids, *args, **kwargs):
        if model == "sale.order" and res_ids:
            # sudo: the check must hold also where the sender's own rules hide the order
            self.env["sale.order"].sudo().browse(res_ids).exists()._ops_require_released("mail")
        return super()._render_template(template_src, model, res_ids, *args, **kwargs)
