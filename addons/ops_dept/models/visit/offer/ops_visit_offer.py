from odoo import api, fields, models


class OpsVisitOffer(models.Model):
    """What was offered in a talk, in the order in which it was: a quotation takes the lines over.

    Clauses: N2.6, P2.6
    """

    _name = "ops.visit.offer"
    _inherit = ["ops.document.line"]
    _description = "Offered in a talk"
    _order = "sequence, id"
    _rec_name = "product_id"
    _document_field = "visit_id"
    _lines_field = "offer_ids"
    _ops_clause = "N2.6"

    visit_id = fields.Many2one("ops.visit", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one(
        "product.product",
        required=True,
        domain=[("sale_ok", "=", True)],
        ondelete="restrict",
        index=True,
    )
    quantity = fields.Float(default=1.0, digits="Product Unit")
    price_unit = fields.Float(
        "Price",
        compute="_compute_price_unit",
        store=True,
        readonly=False,
        precompute=True,
        digits="Product Price",
        help="Of one unit, untaxed, as the list says unless you offered another one.",
    )
    discount = fields.Float("Discount %", digits="Discount")
    currency_id = fields.Many2one(related="visit_id.currency_id")
    company_id = fields.Many2one(related="visit_id.company_id", store=True, index=True)

    @api.depends("product_id")
    def _compute_price_unit(self):
        """Take the price from the customer's price list."""
        for line in self:
            prices = line.visit_id._get_list_prices(line.product_id, line.quantity or 1.0)
            line.price_unit = prices.get(line.product_id.id, 0.0)

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "Offer a quantity above zero (N2.6).")
    _discount_range = models.Constraint(
        "CHECK (discount >= 0 AND discount <= 100)", "A discount lies between 0 and 100 % (N2.6)."
    )


class OpsVisit(models.Model):
    """What is offered costs what the customer's price list says."""

    _inherit = "ops.visit"

    def _get_list_prices(self, products, quantity=1.0):
        """Return what the products cost the customer by his price list, by product id: one unit, untaxed, in
        the company's currency.

        :rtype: dict[int, float]
        """
        if not products:
            return {}
        company = self.company_id or self.env.company
        # sudo: the list price of a product that is offered, never its cost
        pricelist_sudo = self.partner_id.sudo().with_company(company).property_product_pricelist
        return pricelist_sudo._get_products_price(
            products.sudo().with_company(company),
            quantity,
            currency=company.currency_id,
            date=self.date_start,
        )
