from odoo import api, fields, models
from odoo.tools import SQL

from .rows import sql_makers

KINDS = ("credited", "scrapped", "parts", "given", "taken_back")


class OpsCaseCost(models.Model):
    """What service cases cost us: a row for each line of a credit note and each transfer of goods that cost.

    Read from what is posted and from the values of transfers, in the company's currency without tax. Goods
    that come back are ours again: their value counts against what was credited, until they are scrapped or
    given again. What the customer pays for is no cost of ours: repairs at his expense, and orders of their
    own. Goods of ours at the maker are still ours; a customer's own goods have no value in our books.

    Clauses: W8, W9, W2.D
    """

    _name = "ops.case.cost"
    _inherit = ["ops.cost.secret"]
    _description = "Cost of service cases"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "ticket_id"
    _ops_cost_fields = frozenset({*KINDS, "total"})
    _depends = {
        "account.move": ["invoice_date", "move_type", "ops_ticket_id", "state"],
        "account.move.line": ["balance", "display_type", "move_id", "product_id"],
        "helpdesk.ticket": [
            "commercial_partner_id", "company_id", "ops_process", "ops_salesman_id", "ops_team_id", "user_id"
        ],
        "ops.ticket.line": ["customer_pays", "product_id", "ticket_id"],
        "ops.ticket.loan": ["product_id", "ticket_id"],
        "product.product": ["product_tmpl_id"],
        "product.supplierinfo": [
            "company_id", "min_qty", "partner_id", "price", "product_id", "product_tmpl_id", "sequence"
        ],
        "repair.order": ["ops_ticket_line_id"],
        "res.company": ["currency_id"],
        "stock.location": ["usage"],
        "stock.move": [
            "date", "is_in", "is_out", "location_dest_id", "location_id", "ops_loan_id", "ops_ticket_line_id",
            "repair_id", "repair_line_type", "state", "value"
        ],
    }  # fmt: skip

    date = fields.Datetime("When", readonly=True, help="Of the credit note or the transfer.")
    ticket_id = fields.Many2one("helpdesk.ticket", "Service case", readonly=True, aggregator="count_distinct")
    product_id = fields.Many2one(
        "product.product", readonly=True, help="Of the case; of a credit note what it is for."
    )
    maker_id = fields.Many2one(
        "res.partner", readonly=True, help="The first vendor of the product, as it stands now."
    )
    process = fields.Selection(
        selection=lambda self: (
            self.env["helpdesk.ticket"]._fields["ops_process"]._description_selection(self.env)
        ),
        readonly=True,
    )
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    credited = fields.Monetary("Credited (untaxed)", readonly=True, help="Posted credit notes of the case.")
    scrapped = fields.Monetary(
        readonly=True, help="Value of goods given up, units on loan that do not come back among them."
    )
    parts = fields.Monetary(
        readonly=True, help="Value of parts used in repairs that the customer does not pay for."
    )
    given = fields.Monetary(
        "Given to the customer",
        readonly=True,
        help="Value of our goods that left for him by the case itself: in exchange, or sent again.",
    )
    taken_back = fields.Monetary(
        "Taken back", readonly=True, help="Value of goods that came back and are ours again; lowers the cost."
    )
    total = fields.Monetary("Cost", readonly=True, help="All together.")

    @property
    def _table_query(self):
        """The rows keep their ids: transfers have even ones, lines of credit notes odd ones."""
        return SQL(
            """
            SELECT rows.*, rows.credited + rows.scrapped + rows.parts + rows.given + rows.taken_back AS total,
                   maker.partner_id AS maker_id, ticket.ops_process AS process,
                   ticket.commercial_partner_id AS partner_id, ticket.ops_salesman_id AS user_id,
                   ticket.ops_team_id AS team_id, ticket.company_id, company.currency_id
              FROM (%(credits)s UNION ALL %(moves)s UNION ALL %(loans)s UNION ALL %(parts)s) rows
              JOIN helpdesk_ticket ticket ON ticket.id = rows.ticket_id
              JOIN res_company company ON company.id = ticket.company_id
              LEFT JOIN (%(makers)s) maker
                     ON maker.product_id = rows.product_id AND maker.company_id = ticket.company_id
             WHERE ticket.ops_process IS NOT NULL
            """,
            credits=self._sql_credits(),
            moves=self._sql_moves(),
            loans=self._sql_loans(),
            parts=self._sql_parts(),
            makers=sql_makers(),
        )

    @api.model
    def _sql_columns(self, **amounts):
        """Return the columns of money of a row: what is named, the others nothing."""
        return SQL(", ").join(
            SQL("%s AS %s", amounts.get(kind, SQL("0.0")), SQL.identifier(kind)) for kind in KINDS
        )

    @api.model
    def _sql_credits(self):
        return SQL(
            """
            SELECT item.id * 2 + 1 AS id, note.invoice_date + interval '12 hours' AS date,
                   note.ops_ticket_id AS ticket_id, item.product_id, %(columns)s
              FROM account_move note
              JOIN account_move_line item ON item.move_id = note.id
             WHERE note.ops_ticket_id IS NOT NULL AND note.move_type = 'out_refund'
               AND note.state = 'posted' AND item.display_type = 'product'
            """,
            columns=self._sql_columns(credited=SQL("item.balance")),
        )

    @api.model
    def _sql_moves(self):
        """Transfers of cases to and from the customer, and what was given up."""
        value = "CASE WHEN %s THEN move.value ELSE 0.0 END"
        return SQL(
            """
            SELECT move.id * 2 AS id, move.date, line.ticket_id, line.product_id, %(columns)s
              FROM stock_move move
              JOIN ops_ticket_line line ON line.id = move.ops_ticket_line_id
              JOIN stock_location source ON source.id = move.location_id
              JOIN stock_location target ON target.id = move.location_dest_id
             WHERE move.state = 'done' AND move.value != 0
               AND (source.usage = 'customer' OR target.usage IN ('customer', 'inventory'))
            """,
            columns=self._sql_columns(
                scrapped=SQL(value, SQL("move.is_out AND target.usage = 'inventory'")),
                given=SQL(value, SQL("move.is_out AND target.usage = 'customer'")),
                taken_back=SQL("-" + value, SQL("move.is_in AND source.usage = 'customer'")),
            ),
        )

    @api.model
    def _sql_loans(self):
        """Units on loan stay ours; those that do not come back are given up."""
        return SQL(
            """
            SELECT move.id * 2 AS id, move.date, loan.ticket_id, loan.product_id, %(columns)s
              FROM stock_move move
              JOIN ops_ticket_loan loan ON loan.id = move.ops_loan_id
              JOIN stock_location target ON target.id = move.location_dest_id
             WHERE move.state = 'done' AND move.is_out AND target.usage = 'inventory' AND move.value != 0
            """,
            columns=self._sql_columns(scrapped=SQL("move.value")),
        )

    @api.model
    def _sql_parts(self):
        """Parts that repairs used; those that went back into stock lower the cost."""
        return SQL(
            """
            SELECT move.id * 2 AS id, move.date, line.ticket_id, line.product_id, %(columns)s
              FROM stock_move move
              JOIN repair_order repair ON repair.id = move.repair_id
              JOIN ops_ticket_line line ON line.id = repair.ops_ticket_line_id
             WHERE move.state = 'done' AND move.repair_line_type IS NOT NULL AND move.value != 0
               AND line.customer_pays IS NOT TRUE
            """,
            columns=self._sql_columns(parts=SQL("CASE WHEN move.is_in THEN -move.value ELSE move.value END")),
        )

    def action_open_case(self):
        """Open the case itself."""
        self.ensure_one()
        return self.ticket_id._get_records_action()
