from odoo import api, fields, models


class OpsPenaltySettle(models.TransientModel):
    """Asks how much of a loss is made good in which month; proposes what was settled the month before.

    What may be deducted at most is proposed nowhere: whoever read it would know the wage.
    """

    _name = "ops.penalty.settle"
    _inherit = ["ops.reason"]
    _description = "Settle a portion"

    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    month = fields.Date(
        "Month of the pay",
        compute="_compute_proposed",
        compute_sudo=False,
        store=True,
        readonly=False,
        help="Any day of it.",
    )
    amount = fields.Monetary(
        "Portion", compute="_compute_proposed", compute_sudo=False, store=True, readonly=False
    )

    @api.depends("res_model", "res_ids")
    def _compute_currency_id(self):
        for wizard in self:
            wizard.currency_id = next(iter(wizard._get_documents())).currency_id

    @api.depends("res_model", "res_ids")
    def _compute_proposed(self):
        for wizard in self:
            penalty = next(iter(wizard._get_documents()))
            before = penalty.portion_ids.sorted("month").mapped("amount")
            wizard.month = penalty.company_id._ops_today().replace(day=1)
            wizard.amount = min(penalty.amount_open, before[-1] if before else penalty.amount_open)

    def _get_answer(self):
        return [*super()._get_answer(), self.amount, self.month]
