from contextlib import contextmanager

from odoo import models


class HelpdeskTicket(models.Model):
    """A case keeps how long it stood at each step (`ops.ticket.step`), whichever way it comes to another."""

    _inherit = "helpdesk.ticket"

    _ops_created = ((80, "_ops_keep_first_step"),)

    @contextmanager
    def _ops_keeping_steps(self, vals):
        """Keep the step that these cases leave by what is written meanwhile, and the one they come to."""
        cases = self._ops_filter_cases() if self._state_field in vals else self.browse()
        moved = cases.filtered(lambda case: case.ops_step != vals[self._state_field])
        yield
        moved._ops_keep_step()

    def _ops_keep_first_step(self, _vals_list):
        """A new case stands at its first step."""
        self._ops_filter_cases()._ops_keep_step()

    def _ops_keep_step(self):
        if self:
            # sudo: nobody writes these rows, whoever moves the case
            rows = self.env["ops.ticket.step"].sudo()
            rows._keep(self.sudo())  # sudo: as above
