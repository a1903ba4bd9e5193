from odoo import api, fields, models

SITUATIONS = [
    ("visit", "Every visit"),
    ("first", "First visit"),
    ("existing", "Has ordered before"),
    ("competitor", "Buys from a competitor"),
    ("outbound", "Outbound call"),
    ("inbound", "Inbound call"),
]


class OpsChecklist(models.Model):
    """Coach cards: what to remember in a situation, one line each, read and never ticked.

    The product ships a text; each company's managers write their own over it.

    Clauses: V3.2, V3.3, V3.4, V6.4, P2.1, P2.2, P2.7, P3.2, P3.3, P3.4, P3.7
    """

    _inherit = "ops.checklist"

    use = fields.Selection(selection_add=[("talk", "Coach card")], ondelete={"talk": "cascade"})
    situation = fields.Selection(SITUATIONS, readonly=True)
    shipped_text = fields.Text(translate=True, readonly=True)
    own_text = fields.Text(company_dependent=True)
    text = fields.Text(
        compute="_compute_text",
        inverse="_inverse_text",
        help="One line for each thing to remember. Emptied, it says again what comes with the product.",
    )

    _situation_unique = models.UniqueIndex("(situation) WHERE situation IS NOT NULL", "One card a situation.")

    @api.depends("own_text", "shipped_text")
    @api.depends_context("company", "lang")
    def _compute_text(self):
        for card in self:
            card.text = card.own_text or card.shipped_text

    def _inverse_text(self):
        for card in self:
            text = (card.text or "").strip()
            card.own_text = text if text != (card.shipped_text or "").strip() else False
        self.invalidate_recordset(["text"])  # emptied, it says what is shipped

    @api.model
    def _shipped_names(self):
        return super()._shipped_names() | {"situation", "shipped_text"}

    def _get_lines(self):
        """Return what the card says, line by line."""
        self.ensure_one()
        return [line.strip() for line in (self.text or "").splitlines() if line.strip()]
