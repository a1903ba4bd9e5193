from odoo import api, fields, models

STATES = [
    ("planned", "To be handed over"),
    ("lent", "On loan"),
    ("back", "Back"),
    ("lost", "Not coming back"),
]


class OpsTicketLoan(models.Model):
    """A unit of ours that the customer has while his case runs: which one, until when.

    Where it is is read from its transfers that are done. Nobody writes a loan: who enters the goods of cases
    lends and takes back, by `steps.py`.

    Clauses: W7.A, W8.A, W9.A
    """

    _name = "ops.ticket.loan"
    _inherit = ["ops.document.line"]
    _description = "Unit on loan"
    _order = "date_back, id"
    _document_field = "ticket_id"
    _lines_field = "ops_loan_ids"
    _ops_clause = "W8.A"
    _rec_name = "product_id"

    ticket_id = fields.Many2one(
        "helpdesk.ticket", "Service case", required=True, index=True, ondelete="restrict", readonly=True
    )
    company_id = fields.Many2one(related="ticket_id.company_id", store=True, index=True)
    commercial_partner_id = fields.Many2one(related="ticket_id.commercial_partner_id", string="Customer")
    product_id = fields.Many2one("product.product", required=True, ondelete="restrict", readonly=True)
    lot_id = fields.Many2one("stock.lot", "Serial number", ondelete="restrict", readonly=True)
    quantity = fields.Float(default=1.0, required=True, readonly=True, digits="Product Unit")
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    date_back = fields.Date("Back by", required=True, readonly=True, copy=False)
    lost_reason = fields.Text("Not coming back because", readonly=True, copy=False)
    move_ids = fields.One2many("stock.move", "ops_loan_id", "Moves")
    state = fields.Selection(
        STATES,
        compute="_compute_state",
        store=True,
        index=True,
        derived=True,
        help="By the transfers that are done.",
    )
    is_late = fields.Boolean("Loan is late", compute="_compute_is_late", search="_search_is_late")

    def _ops_named_clause(self):
        """The clause is that of the case's process."""
        return self[:1].ticket_id._ops_clause_of("A") if self else self._ops_clause

    # moves that become done say so by themselves, no other move looks for a loan
    @api.depends("move_ids", "quantity")
    def _compute_state(self):
        for loan in self:
            carried = loan._get_carried()
            if loan.product_id.uom_id.is_zero(carried["lend"]):
                loan.state = "planned"
            elif loan._is_with_customer(carried):
                loan.state = "lent"
            else:
                loan.state = "lost" if carried["lost"] else "back"

    def _get_carried(self):
        """Return way → how much was carried so far, in the product's unit."""
        carried = {"lend": 0.0, "back": 0.0, "lost": 0.0}
        # sudo: where the unit is, whoever may see the transfers
        for move in self.sudo().move_ids.filtered(lambda move: move.state == "done"):
            carried[move._ops_get_loan_way()] += move._ops_get_done_quantity()
        return carried

    def _is_with_customer(self, carried):
        return self.product_id.uom_id.compare(carried["lend"], carried["back"] + carried["lost"]) > 0

    def _get_movable(self, way):
        """Return how much may still be carried a way, in the product's unit."""
        self.ensure_one()
        carried = self._get_carried()
        if way == "lend":
            return self.quantity - carried["lend"]
        return carried["lend"] - carried["back"] - carried["lost"]

    @api.depends("state", "date_back")
    def _compute_is_late(self):
        for loan in self:
            today = (loan.company_id or self.env.company)._ops_today()
            loan.is_late = loan.state == "lent" and loan.date_back < today

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = fields.Domain("state", "=", "lent") & fields.Domain(
            "date_back", "<", self.env.company._ops_today()
        )
        return late if True in value else ~late
