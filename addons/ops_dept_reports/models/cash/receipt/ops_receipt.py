from odoo import models
from odoo.exceptions import UserError

REQUEST = "ops_dept_reports.ops_receipt_paper"
TOLD = ("approved", "told")


class OpsReceipt(models.Model):
    """The confirmation of a receipt: on paper, and mailed in one tap; then the customer is told.

    Clause: W5.D
    """

    _name = "ops.receipt"
    _inherit = ["ops.receipt", "ops.mailed"]

    def _ops_require_printable(self, report):
        """Refuse the paper of what finance has not confirmed.

        :raises UserError: names the receipt
        """
        if report and report.report_name == REQUEST:
            self._require_asked()
            return
        self._ops_refuse_unprintable(
            TOLD,
            lambda receipt: self.env._(
                "%(receipt)s: the customer is told once finance has confirmed that the money arrived (W5.D).",
                receipt=receipt.display_name,
            ),
        )

    def action_mail_confirmation(self):
        """Mail the confirmation as PDF; once it has left, the customer is told.

        Clause: W5.D

        :return: what became of it, shown to the user; a mail that was refused stays owed
        :raises AccessError: by whoever does not tell customers
        :raises UserError: before finance's confirmation, or where there is no address
        """
        self.ensure_one()
        self._ops_check_roles("told")
        receiver = self._get_receiver()
        paper_sudo = self._file_paper(
            "ops_dept_reports.report_ops_receipt",
            self.with_context(lang=receiver.lang or self.env.lang).env._("Receipt %s.pdf", self.name),
            receiver,
        )
        failure = self._mail_paper("ops_dept_reports.mail_template_receipt", receiver, paper_sudo)
        if failure:
            text = self.env._(
                "The confirmation could not be mailed to %(address)s and is still owed: %(reason)s (W5.D)",
                address=receiver.email,
                reason=failure,
            )
            self.message_post(body=text)
            return self._tell_mailed("danger", text)
        if self.state == "approved":
            self.action_tell()
        return self._tell_mailed("success", self.env._("The confirmation was mailed to %s.", receiver.email))

    def _get_receiver(self):
        """Return who gets it, or refuse: names what is missing."""
        self._ops_require_printable(None)
        customer_sudo = self.sudo().partner_id  # sudo: the customer's address, whoever tells him
        receiver = customer_sudo if customer_sudo.email else customer_sudo.commercial_partner_id
        if not receiver.email:
            raise UserError(
                self.env._(
                    "%(customer)s has no e-mail address: enter it on the contact, or tell the customer in "
                    "another way and note it with “Customer Told” (W5.D).",
                    customer=receiver.display_name,
                )
            )
        return receiver

    def _get_receipt_paper(self):
        """Return what the confirmation says, in the language of the environment; amounts in the receipt's
        currency.

        Clause: W5.D
        """
        self.ensure_one()
        receipt_sudo = self.sudo()  # sudo: names of invoices and orders on the customer's paper
        currency = self.currency_id
        methods = dict(self._fields["method"]._description_selection(self.env))
        rows = [
            {
                "name": row.move_id.name,
                "date": self._ops_paper_date(row.move_id.invoice_date),
                "fapiao": row.move_id.ops_fapiao_number or "",
                "amount": currency.format(row.amount),
                "left": row.move_id.currency_id.format(row.move_id.amount_residual),
            }
            for row in receipt_sudo.allocation_ids
        ]
        return {
            "party": receipt_sudo.partner_id._ops_paper_party(),
            "date": self._ops_paper_date(self.date_received),
            "amount": currency.format(self.amount),
            "words": currency._ops_amount_in_words(self.amount),
            "method": methods.get(self.method, ""),
            "reference": self.payer_reference or "",
            "rows": rows,
            "advance": currency.format(self.amount_advance) if self.amount_advance else "",
            "confirmed": self._ops_paper_date(self.ops_date_approved),
        }
