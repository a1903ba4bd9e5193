from odoo import models
from odoo.tools import email_normalize


class HelpdeskTicket(models.Model):
    """A message of the customer, by his page or by mail: whoever waited for him goes on, and is told."""

    _inherit = "helpdesk.ticket"

    def _message_post_after_hook(self, message, msg_values):
        result = super()._message_post_after_hook(message, msg_values)
        # sudo: the customer writes, who has no right on his case
        for case in self.sudo()._ops_filter_cases():
            if message.message_type in ("comment", "email") and case._ops_is_of_customer(message):
                case._ops_hear_customer()
        return result

    def _ops_is_of_customer(self, message):
        """Tell whether the customer's firm wrote this, not a colleague and nobody else who reads along."""
        author = message.author_id
        if not author:
            return bool(self.partner_email) and email_normalize(message.email_from) == email_normalize(
                self.partner_email
            )
        return author.commercial_partner_id == self.commercial_partner_id and not any(
            user._is_internal() for user in author.user_ids
        )

    def _ops_hear_customer(self):
        """End the waiting for the customer, and tell who works on the case that he answered."""
        if self.ops_waiting_since:
            self._stamp(self._prepare_waiting_over_vals())
            self._ops_follow_waiting()
        if self.ops_step == "draft" or self.env.context.get("ops_is_told"):
            return  # the first page shows the one, what follows tells of the other
        people = self.user_id | self.ops_salesman_id
        readers = people.filtered(lambda user: user.partner_id not in self.message_partner_ids)
        self._ops_tell(readers, self.env._("%(case)s: the customer has written.", case=self.display_name))
