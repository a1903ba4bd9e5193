from odoo import api, fields, models
from odoo.exceptions import UserError

# In what a need came up; of the first three the record itself is linked.
WAYS = [
    ("visit", "Visit"),
    ("call", "Call"),
    ("case", "Case"),
    ("meeting", "Meeting"),
    ("fair", "Fair or event"),
    ("hand", "Noted by hand"),
]


class OpsCustomerFact(models.Model):
    """A need says in what it came up: what was typed in a report or at a case is not typed again (M1.5)."""

    _inherit = "ops.customer.fact"

    way = fields.Selection(
        WAYS,
        "Came up in",
        compute="_compute_way",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="Follows from the visit, call or case where it was noted; by hand it is chosen.",
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket", "Case", index="btree_not_null", ondelete="set null", copy=False
    )
    partner_id = fields.Many2one(related="customer_id.partner_id", string="Customer")
    about = fields.Char("Customer or lead", compute="_compute_about")
    customer_user_id = fields.Many2one(related="customer_id.partner_id.user_id", string="Consultant")

    @api.depends("visit_id.channel", "ticket_id")
    def _compute_way(self):
        for fact in self:
            if fact.visit_id:
                # sudo: whether it was a visit or a call, whoever reads the fact
                fact.way = "visit" if fact.visit_id.sudo().channel == "visit" else "call"
            elif fact.ticket_id:
                fact.way = "case"
            else:
                fact.way = fact.way or "hand"

    @api.depends("customer_id", "lead_id")
    def _compute_about(self):
        for fact in self:
            fact.about = fact.customer_id.display_name or fact.lead_id.display_name

    @api.constrains("ticket_id", "customer_id")
    def _check_ticket(self):
        for fact in self:
            # sudo: whose case it is
            customer = fact.ticket_id.sudo().commercial_partner_id
            if customer and customer != fact.customer_id.partner_id:
                raise UserError(
                    self.env._(
                        "%(ticket)s is a case of %(customer)s: note the need in his file (M1.5).",
                        ticket=fact.ticket_id.sudo().number,
                        customer=customer.display_name,
                    )
                )

    def action_open_origin(self):
        """Open the visit, call or case where it came up, else the customer's file or the lead."""
        self.ensure_one()
        record = self.visit_id or self.ticket_id or self.customer_id or self.lead_id
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }
