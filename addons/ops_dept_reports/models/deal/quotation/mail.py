"""A quotation is mailed on the house's own paper."""

from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _find_mail_template(self):
        """Send an approved quotation on the house's own paper; confirmed orders and pro forma stay core's.

        Clause: W2.F
        """
        if self.ops_is_on and self.state != "sale" and not self.env.context.get("proforma"):
            template = self.env.ref("ops_dept_reports.mail_template_quotation", raise_if_not_found=False)
            if template:
                return template
        return super()._find_mail_template()
