from typing import NamedTuple

from odoo import models

from ..case.helpdesk_ticket import DENIED, RUNNING

# Step → how far it is on the customer's page.
REACHED = {"draft": 0, "submitted": 0, "approved": 1, "reopened": 1, "solved": 3, "closed": 3}
IN_WORK = 2


class Link(NamedTuple):
    """A step as the customer sees it.

    :param str name: in his words
    :param bool is_reached: whether the case has come so far
    :param bool is_now: whether it stands there
    :param date: when it came there, naive UTC, or False
    """

    name: str
    is_reached: bool
    is_now: bool
    date: object


class HelpdeskTicket(models.Model):
    """What the customer's page shows of a case: the chain in his words, whom he calls, his files.

    Called by the templates, with the case in superuser mode: nothing here says what was written for
    colleagues.
    """

    _inherit = "helpdesk.ticket"

    def _ops_is_case(self):
        """Tell whether the page is that of a case; otherwise it is the helpdesk's."""
        return bool(self.sudo()._ops_filter_cases())  # sudo: which company's it is

    def _ops_get_chain(self):
        """Return the steps of the case, a `Link` each; none of them is now where it ended otherwise."""
        self.ensure_one()
        _ = self.env._
        reached = self._ops_get_reached()
        steps = (
            (_("Received"), self.ops_date_received or self.create_date),
            (_("Confirmed"), self.ops_date_approved),
            (_("In work"), self.ops_date_taken),
            (_("Done"), self.ops_date_solved),
        )
        return [
            Link(name, place <= reached, place == reached and not self._ops_has_ended_otherwise(), date)
            for place, (name, date) in enumerate(steps)
            if not self._ops_has_ended_otherwise() or place <= reached
        ]

    def _ops_get_reached(self):
        if self._ops_has_ended_otherwise():
            return 0
        return REACHED.get(self.ops_step, IN_WORK)

    def _ops_has_ended_otherwise(self):
        return self.ops_step in DENIED

    def _ops_get_customer_step(self):
        """Return where the case stands, in the customer's words."""
        self.ensure_one()
        case_sudo = self.sudo()  # sudo: the list of the portal is drawn in the visitor's name
        _ = self.env._
        if case_sudo.ops_waiting_since:
            return _("We wait for you")
        if case_sudo.ops_step == "refused":
            return _("Not taken up")
        if case_sudo.ops_step == "cancel":
            return _("Withdrawn")
        if case_sudo.ops_step == "closed":
            return _("Closed")
        return case_sudo._ops_get_chain()[case_sudo._ops_get_reached()].name

    def _ops_get_customer_text(self):
        """Return what happens next, as one tells the customer."""
        self.ensure_one()
        _ = self.env._
        if self.ops_waiting_since:
            return _("To go on we need this of you: %s", self.ops_waiting_for_word)
        texts = {
            "draft": _("We have your message and look at it."),
            "submitted": _("We have your message and look at it."),
            "approved": _("Our technicians take it up and get in touch with you."),
            "reopened": _("It is open again. Our technicians take it up and get in touch with you."),
            "site": _("One of our technicians comes to you."),
            "maker": _("It is with the maker. We follow it up."),
            "solved": _("From our side it is done. Is it solved for you?"),
            "closed": _("This case is closed. Should it still not be right, tell us here within 30 days."),
            "refused": _("We cannot take this up. Your contact tells you why."),
            "cancel": _("Nobody works on it any more. Your contact tells you more."),
        }
        return texts.get(self.ops_step, _("We are working on it."))

    def _ops_asks_customer(self):
        """Return whether the page offers *solved*, and whether *not solved*, beside a message."""
        self.ensure_one()
        is_open = self.ops_step in ("solved", *RUNNING)
        is_late = self._ops_is_too_late_to_reopen()
        return is_open, self.ops_step == "solved" or (self.ops_step == "closed" and not is_late)

    def _ops_get_contact(self):
        """Return whom the customer calls: who works on it, else his salesperson; empty where nobody is."""
        self.ensure_one()
        worker = self.user_id if self._ops_is_running() else self.user_id.browse()
        return (worker or self.ops_salesman_id).filtered("active").partner_id

    def _ops_get_customer_files(self):
        """Return the files that the customer may see: his own, and those of messages to him."""
        self.ensure_one()
        if not self._ops_is_case():
            return self.attachment_ids
        said = self.message_ids.filtered(
            lambda message: (
                message.message_type in ("comment", "email")
                and not message.is_internal
                and message.subtype_id
                and not message.subtype_id.internal
            )
        )
        return self.attachment_ids.filtered(lambda file: file.create_uid.share or file in said.attachment_ids)
