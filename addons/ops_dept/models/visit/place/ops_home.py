from odoo import api, models

TAPS = ("action_depart", "action_arrive", "action_finish")


class OpsHome(models.AbstractModel):
    """A tap on the first page takes the position along, as the same tap on the form does."""

    _inherit = "ops.home"

    @api.model
    def _get_visit_row(self, visit):
        row = super()._get_visit_row(visit)
        return {**row, "takes_place": visit.takes_place and row["method"] in TAPS}
