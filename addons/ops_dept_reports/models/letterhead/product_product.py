"""How a paper names goods: code, name, description."""

from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _ops_paper_name(self, text):
        """Split a line's text on this product into product code, name and the description below it."""
        code = self.default_code or ""
        name, _newline, description = (text or "").partition("\n")
        if code and name.startswith(f"[{code}]"):
            name = name.removeprefix(f"[{code}]").strip()
        return code, name, description.strip()
