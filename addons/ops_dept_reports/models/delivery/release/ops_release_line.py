"""What the outbound slip says of a line."""

from odoo import models


class OpsReleaseLine(models.Model):
    _inherit = "ops.release.line"

    def _get_paper_row(self, number):
        """Return the line as the outbound slip shows it: what was approved, less what was given back."""
        self.ensure_one()
        code, name, description = self.product_id._ops_paper_name(self.description)
        # sudo: model and specification, without which nobody picks the right goods; no price
        order_line_sudo = self.order_line_id.sudo()
        return {
            "number": number,
            "code": code,
            "name": name or self.product_id.name,
            "description": description,
            "specification": order_line_sudo._ops_paper_specification(),
            "quantity": self.release_id._ops_paper_quantity(self._get_approved_quantity()),
            "unit": self.uom_id.name or "",
        }
