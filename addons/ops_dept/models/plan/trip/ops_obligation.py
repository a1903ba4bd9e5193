from odoo import models


class OpsObligation(models.Model):
    """A day that was released and is one of the trip after all."""

    _inherit = "ops.obligation"

    def _owe_again(self):
        """Open these again, where they were released; the caller has checked who may."""
        released = self.filtered(lambda owed: owed.state == "waived")
        return released.write(
            {"state": "open", "waive_reason": False, "waived_by_id": False, "date_waived": False}
        )
