import base64

from odoo import fields, models
from odoo.exceptions import UserError

# Results of a talk that are confirmed in writing.
CONFIRMED = ("booking", "quotation", "interested")


class OpsVisit(models.Model):
    """The confirmation is mailed in one tap and filed on customer and talk; until it has left, it is owed.

    Clauses: P4.2, P4.3
    """

    _inherit = "ops.visit"

    _ops_reported = ((40, "_owe_confirmations"),)

    date_mailed = fields.Datetime("Confirmation mailed on", readonly=True, copy=False, stamp=True)
    can_confirm_booking = fields.Boolean(
        compute="_compute_can_confirm_booking", export_string_translation=False
    )

    def _compute_can_confirm_booking(self):
        for visit in self:
            visit.can_confirm_booking = (
                visit.is_mine and visit.result in CONFIRMED and visit.state in ("reported", "reviewed")
            )

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
        paper_sudo = self._file_confirmation(receiver)
        failure = self._mail_confirmation(receiver, paper_sudo)
        if failure:
            text = self.env._(
                "The confirmation could not be mailed to %(address)s and is still owed: %(reason)s (P4.2)",
                address=receiver.email,
                reason=failure,
            )
            self.message_post(body=text)
            return self._tell("danger", text)
        self._stamp({"date_mailed": fields.Datetime.now()})
        self._meet_obligations("P4.2")
        return self._tell("success", self.env._("The confirmation was mailed to %s.", receiver.email))

    def _get_receiver(self):
        """Return who gets it, or refuse: names what is missing."""
        receiver = self.contact_id if self.contact_id.email else self.partner_id
        if self.result not in CONFIRMED or self.state not in ("reported", "reviewed"):
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

    def _file_confirmation(self, receiver):
        """Make the PDF in the customer's language; return it as it is filed here, in superuser mode."""
        lang = receiver.lang or self.env.lang
        report = self.env["ir.actions.report"].with_context(lang=lang)
        pdf, _kind = report._render_qweb_pdf("ops_dept_reports.report_ops_visit_confirmation", self.ids)
        name = self.with_context(lang=lang).env._("Confirmation %s.pdf", self.name)
        values = {"name": name, "datas": base64.b64encode(pdf), "mimetype": "application/pdf"}
        # sudo: filed on the customer's contact, which the consultant need not be allowed to write
        attachments_sudo = self.env["ir.attachment"].sudo()
        filed = attachments_sudo.create(
            [
                {**values, "res_model": "ops.visit", "res_id": self.id},
                {**values, "res_model": "res.partner", "res_id": self.partner_id.id or receiver.id},
            ]
        )
        return filed[0]

    def _mail_confirmation(self, receiver, paper_sudo):
        """Mail it at once; return why not, or an empty text."""
        template = self.env.ref("ops_dept_reports.mail_template_visit_confirmation")
        mail_id = template.send_mail(
            self.id,
            email_values={
                "recipient_ids": [fields.Command.set(receiver.ids)],
                "attachment_ids": [fields.Command.set(paper_sudo.ids)],
                "auto_delete": False,
            },
        )
        mail_sudo = self.env["mail.mail"].sudo().browse(mail_id)  # sudo: the state of the mail just made
        mail_sudo.send()
        if mail_sudo.state == "sent":
            return ""
        return mail_sudo.failure_reason or mail_sudo.failure_type or self.env._("the mail server refused it")

    def _tell(self, kind, text):
        """Return the action that says something and shows the record anew."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": kind,
                "message": text,
                "sticky": kind == "danger",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

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
