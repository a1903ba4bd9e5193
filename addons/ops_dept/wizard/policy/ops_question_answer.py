from odoo import api, fields, models


class OpsQuestionAnswer(models.TransientModel):
    """Asks for the answer to a question, and for a date where its kind wants one."""

    _name = "ops.question.answer"
    _inherit = ["ops.reason"]
    _description = "Answer a question"

    asks_date = fields.Boolean(compute="_compute_asks_date", export_string_translation=False)
    date_promised = fields.Date("Date promised")

    @api.depends("res_model", "res_ids")
    def _compute_asks_date(self):
        for wizard in self:
            wizard.asks_date = any(wizard._get_documents().kind_id.mapped("asks_date"))

    def _get_answer(self):
        return [*super()._get_answer(), self.date_promised]
