from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.ops_dept.models.visit.visit.ops_visit import WRITTEN  # pylint: disable=no-name-in-module

# Results of a talk that are confirmed in writing.
CONFIRMED = ("booking", "quotation", "interested")


class OpsVisit(models.Model):
    """The confirmation is mailed in one tap and filed on customer and talk; until it has left, it is owed.

    Clauses: P4.2, P4.3
    """

    _inherit = "ops.visit"

    _on_reported = ((40, "_owe_confirmations"),)

    date_mailed = fields.Datetime("Confirmation mailed on", readonly=True, copy=False, stamp=True)
    can_confirm_booking = fields.Boolean(
        compute="_compute_can_confirm_booking", export_string_translation=False
    )

    def _compute_can_confirm_booking(self):
        for visit in self:
            visit.can_confirm_booking = visit.is_mine and visit.result in CONFIRMED and visit.state in WRITTEN

    def _owe_confirmations(self):
        """What was booked by telephone is confirmed in writing until the end of the day. Clause: P4.2"""
        self.filtered(
            lambda visit: visit.result == "booking" and not visit._is_visit() and not visit.date_mailed
        )._open_obligations("P4.2")

    def action_send_confirmation(self):
        """Mail the confirmation as PDF and file it on the customer and here.

        Clauses: P4.2, P4.3

        :return: what became of it, shown to the user; a mail that was refused stays owed
        :raises UserError: where nothing was agreed, or there is no address
        """
        self.ensure_one()
        self._check_mine()
        receiver = self._get_receiver()
        lang = receiver.lang or self.env.lang
        paper_sudo = self._file_paper(
            "ops_dept_reports.report_ops_visit_confirmation",
            self.with_context(lang=lang).env._("Confirmation %s.pdf", self.name),
            receiver,
            self.partner_id or receiver,
        )
        failure = self._mail_paper("ops_dept_reports.mail_template_visit_confirmation", receiver, paper_sudo)
        if failure:
            text = self.env._(
                "The confirmation could not be mailed to %(address)s and is still owed: %(reason)s (P4.2)",
                address=receiver.email,
                reason=failure,
            )
            self.message_post(body=text)
            return self._tell_mailed("danger", text)
        self._stamp({"date_mailed": fields.Datetime.now()})
        self._meet_obligations("P4.2")
        return self._tell_mailed("success", self.env._("The confirmation was mailed to %s.", receiver.email))

    def _get_receiver(self):
        """Return who gets it, or refuse: names what is missing."""
        receiver = self.contact_id if self.contact_id.email else self.partner_id
        if self.result not in CONFIRMED or self.state not in WRITTEN:
            raise UserError(
                self.env._(
                    "%(visit)s: a confirmation says what was booked: hand in the report with its result "
                    "first (P4.2).",
                    visit=self.display_name,
                )
            )
        if not receiver.email:
            raise UserError(
                self.env._(
                    "%(customer)s has no e-mail address: enter it on the contact, or print the confirmation "
                    "and send it by post (P4.2).",
                    customer=self._get_customer_name(),
                )
            )
        return receiver

    def _message_receive_bounce(self, email, partner):
        """A mail that came back was not received: it is owed again. Clause: P4.2"""
        result = super()._message_receive_bounce(email, partner)
        for visit in self.filtered("date_mailed"):
            visit._stamp({"date_mailed": False})
            visit._open_obligations("P4.2")
            visit.message_post(
                body=self.env._("The confirmation came back from %s and is owed again (P4.2).", email)
            )
        return result
