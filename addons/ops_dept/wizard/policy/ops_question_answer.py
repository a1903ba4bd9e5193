from odoo import api, fields, models


class OpsQuestionAnswer(models.TransientModel):
    """Asks for the answer to a question, for a date or a yes or no where its kind wants one."""

    _name = "ops.question.answer"
    _inherit = ["ops.reason"]
    _description = "Answer a question"

    asks_date = fields.Boolean(compute="_compute_asks_date", export_string_translation=False)
    date_promised = fields.Date("Date promised")
    asks_decision = fields.Boolean(compute="_compute_asks_date", export_string_translation=False)
    decision = fields.Selection([("yes", "Yes"), ("no", "No")])

    @api.depends("res_model", "res_ids")
    def _compute_asks_date(self):
        for wizard in self:
            kinds = wizard._get_documents().kind_id
            wizard.asks_date = any(kinds.mapped("asks_date"))
            wizard.asks_decision = any(kinds.mapped("asks_decision"))

    def _get_answer(self):
        return [*super()._get_answer(), self.date_promised, self.decision]
