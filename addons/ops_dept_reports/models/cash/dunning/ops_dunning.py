from odoo import models


class OpsDunning(models.Model):
    """The letter on paper: several customers' letters are one PDF, each in its customer's language.

    Clause: W5.A
    """

    _name = "ops.dunning"
    _inherit = ["ops.dunning", "ops.mailed"]

    def _ops_require_printable(self, report):
        """Refuse the paper of what was not sent: what goes to a customer is logged.

        :raises UserError: names the letter
        """
        self._ops_refuse_unprintable(
            ("sent",),
            lambda letter: self.env._(
                "%(letter)s: press “Print Letter” or “Send by E-mail”, so that it is logged as sent (W5.A).",
                letter=letter.display_name,
            ),
        )

    def action_print(self):
        """Print these letters in one go; those that are drafts go out with it.

        Clause: W5.A

        :raises UserError: where nothing is overdue any more
        """
        self.filtered(lambda letter: letter.state == "draft").action_send()
        return self.env.ref("ops_dept_reports.report_ops_dunning").report_action(self)

    def _get_dunning_paper(self):
        """Return what the letter says, in the language of the environment; amounts with tax.

        Clause: W5.A
        """
        self.ensure_one()
        letter_sudo = self.sudo()  # sudo: how customer and sender of a letter that is read are named
        currency = self.currency_id
        return {
            "party": letter_sudo.partner_id._ops_paper_party(),
            "date": self._ops_paper_date(self.date_sent),
            "until": self._ops_paper_date(self.date_pay),
            "amount": currency.format(self.amount),
            "words": currency._ops_amount_in_words(self.amount),
            "bank": letter_sudo.company_id.partner_id._ops_paper_bank(currency),
            "sender": letter_sudo.partner_id.user_id.name or letter_sudo.sent_by_id.name or "",
            "phone": letter_sudo.partner_id.user_id.phone or letter_sudo.company_id.phone or "",
            "rows": [
                {
                    "number": number,
                    "invoice": line.reference,
                    "fapiao": line.move_id.ops_fapiao_number or "",
                    "date": self._paper_day(line.date_invoice),
                    "due": self._paper_day(line.date_due),
                    "late": line.days_late,
                    "amount": line.currency_id.format(line.amount),
                }
                for number, line in enumerate(letter_sudo.line_ids, 1)
            ],
        }

    def _paper_day(self, day):
        return day.strftime("%Y-%m-%d") if day else ""
