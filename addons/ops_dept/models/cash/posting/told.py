from odoo import api, fields, models
from odoo.fields import Domain

TELL = "W5.D"


class OpsReceipt(models.Model):
    """The customer is told that his money arrived; a reversed receipt asks for nothing any more (W5.D)."""

    _inherit = "ops.receipt"

    _ops_owed = ((10, "_get_owed_tellings"),)

    def action_tell(self):
        """Note that the customer was told that the money arrived, by whom and when.

        Clause: W5.D
        """
        return self.write({"state": "told"})

    def _prepare_tell_vals(self):
        return {"date_told": fields.Datetime.now(), "told_by_id": self.env.uid}

    def _do_tell(self):
        self._meet_obligations(TELL)
        for receipt in self:
            receipt._ops_note(self.env._("The customer was told that the money arrived (W5.D)."))

    @api.model
    def _get_owed_tellings(self):
        return TELL, Domain("state", "=", "approved")

    def _ops_obligation_start(self, code):
        """The customer is told from when finance confirmed that the money arrived."""
        if code == TELL and self.ops_date_approved:
            return self.ops_date_approved
        return super()._ops_obligation_start(code)
