from odoo import models
from odoo.exceptions import UserError

from odoo.addons.ops_dept.models.cash.online.ops_reconciliation import (  # pylint: disable=no-name-in-module
    AWAITED,
)


class OpsReconciliation(models.Model):
    """Statements leave by mail in one tap: the PDF with the link on which the customer answers.

    Clause: R13
    """

    _name = "ops.reconciliation"
    _inherit = ["ops.reconciliation", "ops.mailed"]

    def action_mail_statements(self):
        """Mail these statements, each to its customer; what left is noted as sent.

        :return: how many left, and why others did not, shown to the user
        :raises AccessError: by whoever does not send statements
        :raises UserError: where nothing can be sent

        Clause: R13
        """
        self.check_access("write")
        self._ops_check_roles("sent")
        waiting = self.filtered(lambda each: each.state in AWAITED)
        if not waiting:
            raise UserError(self.env._("These statements have been answered already (R13)."))
        failures = {each: failure for each in waiting if (failure := each._mail_statement())}
        sent = waiting - self.browse([each.id for each in failures])
        if drafts := sent.filtered(lambda each: each.state == "draft"):
            drafts.action_send()
        if not failures:
            return self._tell_mailed("success", self.env._("%s statements were mailed.", len(sent)))
        lines = [f"{each.display_name}: {failure}" for each, failure in failures.items()]
        text = self.env._("%s statements were mailed; these were not (R13):", len(sent))
        return self._tell_mailed("danger", "\n".join((text, *lines)))

    def _mail_statement(self):
        """Mail one statement; return why it could not be, or an empty text."""
        customer_sudo = self.sudo().partner_id  # sudo: the address of a customer whose statement is his
        if not customer_sudo.email:
            return self.env._("no e-mail address on the contact")
        self.action_make_link()
        paper_sudo = self._file_paper(
            "ops_dept_reports.report_ops_reconciliation",
            self.with_context(lang=customer_sudo.lang or self.env.lang).env._("Statement %s.pdf", self.name),
            customer_sudo,
        )
        failure = self._mail_paper("ops_dept_reports.mail_template_statement", customer_sudo, paper_sudo)
        if failure:
            self.message_post(body=self.env._("Not mailed: %s", failure))
        return failure
