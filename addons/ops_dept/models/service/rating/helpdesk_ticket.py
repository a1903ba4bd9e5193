from odoo import models

from ..case.helpdesk_ticket import ENDED

# A case that ended so: nothing was done that a customer could rate.
NOTHING_DONE = frozenset(ENDED) - {"closed"}


class HelpdeskTicket(models.Model):
    """A case is rated by the customer's person who reported it, when it is closed (M1.5)."""

    _name = "helpdesk.ticket"
    # core's threads last, as in `case`
    _inherit = ["helpdesk.ticket", "ops.rated", "mail.thread.cc", "mail.thread"]

    _ops_rating_template = "ops_dept.mail_template_rating_case"

    def _rating_get_operator(self):
        """Who works on it is rated; where nobody does, the customer's salesman."""
        return super()._rating_get_operator() or self.commercial_partner_id.user_id.partner_id

    def _ops_is_ratable(self):
        """It is closed at the helpdesk, and not because it was refused or withdrawn."""
        is_done = self.closed and self.ops_step not in NOTHING_DONE
        return bool(is_done and self.partner_id and self.company_id._ops_rulebook_on())

    def _ops_describe_for_customer(self):
        return self.env._("Your case %(number)s: %(title)s", number=self.number, title=self.name)

    def _ops_get_portal_rating_link(self, visitor):
        """Return where the visitor of the case's page rates it, False unless he or his firm is asked.

        :param visitor: res.users who looks at the page, which is drawn in superuser mode
        """
        self.ensure_one()
        rating_sudo = self.sudo()._ops_get_rating()  # sudo: the page shows its own case; compared below
        firm = visitor.partner_id.commercial_partner_id
        if not rating_sudo or rating_sudo.consumed or rating_sudo.ops_customer_id != firm:
            return False
        return self._ops_make_link(rating_sudo)
