import base64

from odoo import fields, models


class OpsMailed(models.AbstractModel):
    """A paper that is mailed as PDF in one tap: what left is filed, and why it did not leave is told."""

    _name = "ops.mailed"
    _inherit = ["ops.printed"]
    _description = "Mailed document"

    def _file_paper(self, report, name, receiver, *others):
        """Make the PDF in the receiver's language; return it as it is filed here, in superuser mode.

        :param str report: its xml id
        :param str name: of the file
        :param others: records on which it is filed, too
        """
        self.ensure_one()
        reports = self.env["ir.actions.report"].with_context(lang=receiver.lang or self.env.lang)
        pdf, _kind = reports._render_qweb_pdf(report, self.ids)
        values = {"name": name, "datas": base64.b64encode(pdf), "mimetype": "application/pdf"}
        # sudo: filed on records which whoever mails it need not be allowed to write
        filed = (
            self.env["ir.attachment"]
            .sudo()
            .create([{**values, "res_model": each._name, "res_id": each.id} for each in (self, *others)])
        )
        return filed[0]

    def _mail_paper(self, template, receiver, paper_sudo):
        """Mail a filed paper at once; return why it could not be, or an empty text.

        :param str template: xml id of the mail
        """
        mail_id = self.env.ref(template).send_mail(
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

    def _tell_mailed(self, kind, text):
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
