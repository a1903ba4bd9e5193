from odoo import models


class HelpdeskTicket(models.Model):
    """A case is rated by the customer's person who reported it, when it is closed (M1.5)."""

    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "ops.rated"]

    _ops_rating_template = "ops_dept.mail_template_rating_case"

    def _rating_get_operator(self):
        """Who works on it is rated; where nobody does, the customer's salesman."""
        return super()._rating_get_operator() or self.commercial_partner_id.user_id.partner_id

    def _ops_is_ratable(self):
        return bool(self.closed and self.partner_id and self.company_id._ops_rulebook_on())

    def _ops_describe_for_customer(self):
        return self.env._("Your case %(number)s: %(title)s", number=self.number, title=self.name)
