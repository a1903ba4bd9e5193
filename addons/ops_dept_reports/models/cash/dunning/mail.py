from odoo import models
from odoo.exceptions import UserError


class OpsDunning(models.Model):
    """The letter by mail, its PDF attached: what left is sent, what did not stays a draft (W5.A)."""

    _inherit = "ops.dunning"

    def action_mail(self):
        """Mail these letters, each to its customer; those that could not be mailed stay drafts.

        Clause: W5.A

        :return: what became of them, shown to the user
        """
        mailed, failures = self.browse(), []
        for letter in self:
            try:
                with self.env.cr.savepoint():
                    letter._mail_letter()
            except UserError as error:
                failures.append(str(error))
            else:
                mailed |= letter
        if failures:
            return self._tell_mailed("danger", "\n".join(failures))
        return self._tell_mailed("success", self.env._("Letters mailed: %s", len(mailed)))

    def _mail_letter(self):
        """Mail one letter, or refuse: who called undoes what was done for it."""
        self.ensure_one()
        self.action_send()
        self._stamp({"is_mailed": True})
        receiver = self._get_receiver()
        paper_sudo = self._file_paper(
            "ops_dept_reports.report_ops_dunning",
            self.with_context(lang=receiver.lang or self.env.lang).env._("Letter %s.pdf", self.name),
            receiver,
        )
        failure = self._mail_paper("ops_dept_reports.mail_template_dunning", receiver, paper_sudo)
        if failure:
            raise UserError(
                self.env._(
                    "%(letter)s could not be mailed to %(address)s: %(reason)s (W5.A)",
                    letter=self.display_name,
                    address=receiver.email,
                    reason=failure,
                )
            )

    def _get_receiver(self):
        """Return who gets it: the customer's address for invoices, else the customer."""
        customer_sudo = self.sudo().partner_id  # sudo: the customer's address, whoever writes to him
        invoice_sudo = customer_sudo.browse(customer_sudo.address_get(["invoice"])["invoice"])
        receiver = invoice_sudo if invoice_sudo.email else customer_sudo
        if not receiver.email:
            raise UserError(
                self.env._(
                    "%(customer)s has no e-mail address: enter it on the contact, or print the "
                    "letter (W5.A).",
                    customer=customer_sudo.display_name,
                )
            )
        return receiver
