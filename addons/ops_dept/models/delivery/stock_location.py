from odoo import models
from odoo.exceptions import UserError


class StockLocation(models.Model):
    """A place in the house does not become the customer's with the goods in it (W4.C)."""

    _inherit = "stock.location"

    def write(self, vals):
        companies = vals.get("usage") == "customer" and self.env["ops.release"]._ops_gated_companies()
        if companies:
            becoming = self.filtered(lambda place: place.usage != "customer")
            # sudo: whether goods are there concerns every company that has the rulebook on
            goods = (
                self.env["stock.quant"]
                .sudo()
                .search(
                    [
                        ("location_id", "in", becoming.ids),
                        ("company_id", "in", list(companies)),
                        ("quantity", ">", 0),
                    ],
                    limit=1,
                )
            )
            if goods:
                raise UserError(
                    self.env._(
                        "%(place)s still holds goods; they leave with an approved release, not by turning the "
                        "place into a customer's (W4.C). The warehouse moves them first.",
                        place=goods.location_id.display_name,
                    )
                )
        return super().write(vals)
