from contextlib import contextmanager

from odoo import api, fields, models
from odoo.fields import Domain

from ...delivery.release.moves import AHEAD, ASKED_SOON


class OpsInvoiceRequest(models.Model):
    """An invoice request is entered a day ahead: what was prepared and not asked for is owed (R10)."""

    _inherit = "ops.invoice.request"

    _ops_owed = ((20, "_get_owed_requests"),)
    _ops_on_write = ((20, "_moving_limit"),)

    @api.model
    def _get_owed_requests(self):
        """Sales support owes to ask in time for what it prepared for one of the next days."""
        today = fields.Date.context_today(self)
        return AHEAD, (
            Domain("state", "in", ("draft", "refused"))
            & Domain("date_planned", ">=", today)
            & Domain("date_planned", "<=", fields.Date.add(today, days=ASKED_SOON))
        )

    def _ops_obligation_start(self, code):
        return self.date_planned if code == AHEAD else super()._ops_obligation_start(code)

    @contextmanager
    def _moving_limit(self, vals):
        yield
        if "date_planned" in vals:
            self._recount_obligations(AHEAD)

    def _do_submit(self):
        self._meet_obligations(AHEAD)
        return super()._do_submit()

    def _do_cancel(self):
        self._release_obligations(AHEAD, self.env._("The request was cancelled."))
        return super()._do_cancel()
