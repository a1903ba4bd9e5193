from odoo import fields, models


class OpsVisitObjection(models.Model):
    """A doubt of the customer and what he was answered; together they say what we are asked again.

    Clauses: N2.5, N2.6
    """

    _name = "ops.visit.objection"
    _inherit = ["ops.document.line"]
    _description = "Objection"
    _order = "id"
    _rec_name = "choice_id"
    _document_field = "visit_id"
    _lines_field = "objection_ids"
    _ops_clause = "N2.5"

    visit_id = fields.Many2one("ops.visit", required=True, index=True, ondelete="cascade")
    choice_id = fields.Many2one(
        "ops.visit.choice",
        "Objection",
        required=True,
        domain=[("kind", "=", "objection")],
        ondelete="restrict",
        index=True,
    )
    answer = fields.Char(help="What was answered; the next colleague finds it here.")
    company_id = fields.Many2one(related="visit_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="visit_id.partner_id", store=True, string="Customer")
    user_id = fields.Many2one(related="visit_id.user_id", store=True, string="Consultant")
    date = fields.Datetime(related="visit_id.date_start", store=True, string="When")
    result = fields.Selection(related="visit_id.result", store=True)
