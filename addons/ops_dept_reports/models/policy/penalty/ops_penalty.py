from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_datetime


class OpsPenalty(models.Model):
    """The paper of a case: the notice of what was decided, with the place to sign or to say who saw it."""

    _name = "ops.penalty"
    _inherit = ["ops.penalty", "ops.printed"]

    def _ops_require_printable(self, report):
        """Refuse a notice of what is not decided, and to whoever may not read the case.

        :raises UserError: names the case and who decides it first
        """
        # sudo is left: a notice is for its readers alone, whichever way it is printed
        self.sudo(False).check_access("read")
        for penalty in self.filtered("is_open"):
            raise UserError(
                self.env._(
                    "%(case)s is not decided yet: there is no notice (R16).", case=penalty.display_name
                )
            )

    def _get_notice_paper(self):
        """Return what the notice says, written in the language of the environment.

        Clause: R16

        :rtype: dict
        """
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "person": self._person_name(),
            "department": self.employee_id.sudo().department_id.name or "",  # sudo: a name
            "kind": kinds[self.kind],
            "amount": self.currency_id.format(self.amount) if self.amount else "",
            "rows": [self._get_notice_row(line) for line in self.line_ids],
            "computation": (self.computation or "").strip() if self.kind == "compensation" else "",
            "portions": [self._get_notice_portion(portion) for portion in self.portion_ids],
            "open": self.currency_id.format(self.amount_open) if self.amount_open else "",
            "parent": self.parent_id.sudo().name or "",  # sudo: a number
            "reason": (self.reason or "").strip(),
            "answer": (self.answer or "").strip(),
            "settlement": self._get_notice_settlement(),
            "appeal": self._get_notice_appeal(),
            "date": self._ops_paper_date(self.ops_date_approved),
            "read": self._get_notice_moment(self.date_read),
            "signed": self.signed_note or "",
            "witness": self.witness or "",
            "stamps": self._ops_paper_stamps(),
            "is_reward": self.kind == "reward",
        }

    def _get_notice_row(self, line):
        violation = line.violation_id
        return {
            "number": violation.name,
            "date": self._get_notice_moment(violation.date),
            "clause": violation.clause_id.code,
            "text": violation.clause_id.text,
            "item": violation.item_id.name or "",
            "facts": (violation.description or "").strip(),
            "document": violation.document_name or "",
            "amount": self.currency_id.format(line.amount) if self.kind == "fine" else "",
        }

    def _get_notice_portion(self, portion):
        return {
            "month": format_date(self.env, portion.month, date_format="yyyy-MM"),
            "amount": self.currency_id.format(portion.amount),
            "note": portion.note or "",
        }

    def _get_notice_moment(self, moment):
        return moment and format_datetime(
            self.env, moment, tz=self._ops_paper_tz(), dt_format="yyyy-MM-dd HH:mm"
        )

    def _get_notice_settlement(self):
        """Say what follows for the person's pay, as the company's mode is; where it is recorded only, so."""
        company_sudo = self.company_id.sudo()  # sudo: settings
        if self.kind == "liability":
            return self.env._("Recorded: the person answers for it; nothing is deducted or posted.")
        mode = self.settle_mode or self._get_settle_mode()
        if self.kind == "reward":
            return self._get_reward_settlement(mode)
        if self.kind == "compensation":
            return self.env._(
                "In portions: in one month no more than %(percent)g %% of the wage, fines included; the rest "
                "is carried.",
                percent=company_sudo.ops_fine_cap_percent,
            )
        return {
            "record": self.env._("Recorded only: nothing is deducted or posted."),
            "performance": self.env._("Settled with the performance pay."),
            "fine": self.env._("Posted to the books as owed by the person."),
        }[mode]

    def _get_reward_settlement(self, mode):
        if self.currency_id.is_zero(self.amount):
            return self.env._("Praise, on record; no amount goes with it.")
        if mode == "performance":
            return self.env._("Paid with the performance pay.")
        return self.env._("Recorded only: the payment is arranged separately.")

    def _get_notice_appeal(self):
        if self.date_appeal_until:
            return self.env._("Appeal until %s.", self._get_notice_moment(self.date_appeal_until))
        days = self.company_id.sudo().ops_appeal_days  # sudo: a setting
        return self.env._("Appeal within %s working days after reading this notice.", days)
