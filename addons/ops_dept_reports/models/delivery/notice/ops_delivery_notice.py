from odoo import models
from odoo.tools import format_date


class OpsDeliveryNotice(models.Model):
    """What the delivery notice says on paper; no price and no customer's name: it goes to purchasing."""

    _inherit = "ops.delivery.notice"

    def _get_paper(self):
        """Return what the notice says, in the language of the environment.

        Clause: W4.A
        """
        self.ensure_one()
        supplies = dict(self.line_ids._fields["supply"]._description_selection(self.env))

        def day(value):
            return format_date(self.env, value, date_format="long") if value else ""

        number = self.order_id.sudo()  # sudo: the order's number and salesperson, no more
        return {
            "number": self.name,
            "order": number.name,
            "salesperson": number.user_id.name or "",
            "delivery": day(self.date_delivery),
            "sent": day(self.company_id._ops_day_of(self.date_sent)),
            "sent_by": self.sent_by_id.sudo().name or "",  # sudo: a colleague's name
            "answered": day(self.company_id._ops_day_of(self.date_answered)),
            "rows": [
                {
                    "product": line.product_id.display_name,
                    "quantity": f"{line.quantity:g}",
                    "unit": line.uom_id.name,
                    "supply": supplies[line.supply],
                    "promised": day(line.date_promised),
                    "is_red": line.is_red,
                }
                for line in self.line_ids
            ],
        }
