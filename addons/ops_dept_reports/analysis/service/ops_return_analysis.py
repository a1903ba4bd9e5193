from odoo import fields, models
from odoo.tools import SQL

# The aggregate that is none of its own.
RATE = "rate:avg"


class OpsReturnAnalysis(models.Model):
    """What was delivered on orders, and what of it customers complained about: a row for each product that
    left in a delivery, and for each product of a case.

    Delivered is what left for the customer, in the month in which it left. Complained about is what a
    confirmed case of repair, return or exchange is about, in the month in which the customer told us; what he
    never got from us and withdrawn or refused cases do not count, nor does what a case sends again.
    Quantities are in the products' own units. Person is whose order it was, else whose case it is.

    Split by concern: here the columns and the rate, `rows.py` where they come from.

    Clauses: W8, W9
    """

    _name = "ops.return.analysis"
    _description = "Delivered and complained about"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "product_id"
    _depends = {
        "helpdesk.ticket": [
            "commercial_partner_id", "company_id", "ops_date_received", "ops_process", "ops_salesman_id",
            "ops_step", "ops_team_id"
        ],
        "ops.ticket.line": ["is_foreign", "order_line_id", "product_id", "quantity", "ticket_id"],
        "product.product": ["product_tmpl_id"],
        "product.supplierinfo": [
            "company_id", "min_qty", "partner_id", "price", "product_id", "product_tmpl_id", "sequence"
        ],
        "product.template": ["categ_id"],
        "res.partner": ["commercial_partner_id"],
        "sale.order": ["company_id", "partner_id", "team_id", "user_id"],
        "sale.order.line": ["order_id"],
        "stock.location": ["usage"],
        "stock.move": ["ops_ticket_line_id", "sale_line_id"],
        "stock.move.line": [
            "date", "location_dest_id", "location_id", "move_id", "product_id", "quantity_product_uom",
            "state"
        ],
    }  # fmt: skip

    date = fields.Datetime(
        "When",
        readonly=True,
        help="Of what was delivered when it left; of what was complained about when the customer told us.",
    )
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", "Product category", readonly=True)
    maker_id = fields.Many2one(
        "res.partner", readonly=True, help="The first vendor of the product, as it stands now."
    )
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one(
        "res.users", "Salesperson", readonly=True, help="Whose order it was, else whose case it is."
    )
    team_id = fields.Many2one("crm.team", "Sales team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    order_id = fields.Many2one("sale.order", readonly=True)
    process = fields.Selection(
        selection=lambda self: (
            self.env["helpdesk.ticket"]._fields["ops_process"]._description_selection(self.env)
        ),
        readonly=True,
    )
    delivered = fields.Float(readonly=True, digits="Product Unit")
    complained = fields.Float(
        "Complained about",
        readonly=True,
        digits="Product Unit",
        help="Of confirmed cases of repair, return and exchange.",
    )
    rate = fields.Float(
        "Return rate (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="What was complained about in a time, of what was delivered in the same time.",
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "Service cases",
        readonly=True,
        aggregator="count_distinct",
        help="How many there were.",
    )

    def _read_group_select(self, aggregate_spec, query):
        """The rate of several is of their sums."""
        if aggregate_spec != RATE:
            return super()._read_group_select(aggregate_spec, query)
        complained = self._field_to_sql(self._table, "complained", query)
        delivered = self._field_to_sql(self._table, "delivered", query)
        return SQL("100.0 * SUM(%s) / NULLIF(SUM(%s), 0)", complained, delivered)

    def action_open_source(self):
        """Open the case or the order that the row comes from."""
        self.ensure_one()
        return (self.ticket_id or self.order_id)._get_records_action()
