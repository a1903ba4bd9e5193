from contextlib import contextmanager
from datetime import time

from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.states import TO_SUBMIT
from ...delivery.release.moves import AHEAD, ASKED_SOON
from .hand_over import HAND_OVER


class OpsInvoiceRequest(models.Model):
    """What is owed of an invoice request: it is entered a day ahead, so that what was prepared and not asked
    for is owed (R10); its invoice is handed over (W6.D).
    """

    _inherit = "ops.invoice.request"

    _ops_owed = ((10, "_get_owed_hand_overs"), (20, "_get_owed_requests"))
    _ops_on_write = ((20, "_moving_limit"),)

    @api.model
    def _get_owed_hand_overs(self):
        return HAND_OVER, Domain("state", "=", "invoiced")

    @api.model
    def _get_owed_requests(self):
        """Sales support owes to ask in time for what it prepared for one of the next days."""
        today = fields.Date.context_today(self)
        return AHEAD, (
            Domain("state", "in", TO_SUBMIT)
            & Domain("date_planned", ">=", today)
            & Domain("date_planned", "<=", fields.Date.add(today, days=ASKED_SOON))
        )

    def _ops_obligation_start(self, code):
        """The request counts to its day; handing over from the day of the invoice."""
        if code == AHEAD:
            return self.date_planned
        if code == HAND_OVER and self.date_invoice:
            return self.company_id._ops_moment(self.date_invoice, time(12))
        return super()._ops_obligation_start(code)

    @contextmanager
    def _moving_limit(self, vals):
        yield
        if "date_planned" in vals:
            self._recount_obligations(AHEAD)

    def _do_submit(self):
        self._meet_obligations(AHEAD)
        return super()._do_submit()

    def _do_cancel(self):
        result = super()._do_cancel()
        self._release_obligations(AHEAD, self.env._("The request was cancelled."))
        self._release_obligations(HAND_OVER, self.env._("Its invoice is cancelled."))
        return result
