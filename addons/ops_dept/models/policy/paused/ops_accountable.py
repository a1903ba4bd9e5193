from odoo import models


class OpsAccountable(models.AbstractModel):
    """Documents let what is owed on them stand still, and go on."""

    _inherit = "ops.accountable"

    def _pause_obligations(self, *codes):
        """Let nothing that these clauses ask of these documents become late until it goes on.

        :return: the obligations that stand still now, on sudo
        """
        return self._live_obligations(*codes)._pause()

    def _resume_obligations(self, *codes):
        """Go on: due dates move by the working time that was paused, and lateness does not count it.

        :return: the obligations that go on, on sudo
        """
        return self._live_obligations(*codes)._resume()
