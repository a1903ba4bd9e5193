"""What the quotation's and the contract's paper say of a line."""

import re

from markupsafe import Markup, escape

from odoo import models

# Longer words than this do not fit the column of specifications and may be broken.
LONGEST_WORD = 22


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _ops_paper_name(self):
        """Split the line's text into product code, name and the description below it."""
        self.ensure_one()
        return self.product_id._ops_paper_name(self.name)

    def _ops_paper_specification(self):
        """Return the specification as markup that breaks between words, not at the hyphens of a model."""
        self.ensure_one()
        words = re.findall(r"[^\s,,;;、]+[,,;;、]*|[\s,,;;、]+", self.ops_specification or "")
        kept = Markup("<wbr/><span style='white-space: nowrap;'>%s</span>")
        return Markup().join(
            escape(word) if word[0].isspace() or len(word) > LONGEST_WORD else kept % word for word in words
        )
