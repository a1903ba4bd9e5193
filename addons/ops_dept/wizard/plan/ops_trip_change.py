from odoo import api, fields, models


class OpsTripChange(models.TransientModel):
    """Asks why a trip ends at another time, and when (M7.5)."""

    _name = "ops.trip.change"
    _inherit = ["ops.reason"]
    _description = "Another end of a trip"

    date_end = fields.Datetime(
        "Is back", compute="_compute_date_end", compute_sudo=False, store=True, readonly=False
    )

    @api.depends("res_model", "res_ids")
    def _compute_date_end(self):
        for wizard in self:
            wizard.date_end = next(iter(wizard._get_documents())).date_end

    def _get_answer(self):
        return [*super()._get_answer(), self.date_end]
