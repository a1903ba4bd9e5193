from odoo import models


class OpsInstrument(models.Model):
    """Cheques and bills chosen in a list are printed (R12)."""

    _inherit = "ops.instrument"

    def action_print_sheet(self):
        """Print these papers as one hand-over sheet. Clause: R12"""
        return self.env["ops.instrument.sheet"]._print(self)
