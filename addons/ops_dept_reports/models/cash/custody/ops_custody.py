from odoo import models


class OpsCustody(models.Model):
    """Originals chosen in a list are printed."""

    _inherit = "ops.custody"

    def action_print_sheet(self):
        """Print these originals as a custody sheet, a page for each holder. Clause: R9"""
        return self.env["ops.custody.sheet"]._print(self)
