from odoo import models


class OpsCustomer(models.Model):
    """Customers chosen in a list are printed."""

    _inherit = "ops.customer"

    def action_print_selection(self):
        """Print these customers as a selection list, key and ordinary ones apart.

        Clause: V2.1
        """
        return self.env["ops.customer.paper"]._print("selection", self)

    def action_print_references(self):
        """Print who of these customers may be named, as a list for others.

        Clause: V6.3
        """
        return self.env["ops.customer.paper"]._print("references", self)
