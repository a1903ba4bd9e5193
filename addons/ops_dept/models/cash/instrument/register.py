from datetime import time

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ....tools.identifier import identifier_key
from .ops_instrument import CODE, REGISTRARS, get_bank_key


class OpsInstrument(models.Model):
    """It is entered on the day it came, once; its original is in custody from then on (R12)."""

    _inherit = "ops.instrument"

    _ops_created = ((10, "_check_registered"), (20, "_keep_original"), (30, "_owe_hand_over"))
    _ops_owed = ((10, "_get_owed_hand_overs"),)

    def _check_registered(self, _vals_list):
        """Support, a consultant or finance enters it; the day of the entry is the software's."""
        if self._ops_filter_on() and not self.env.user._ops_has_role(*REGISTRARS):
            raise AccessError(
                self.env._(
                    "%(paper)s: cheques, drafts and bills are entered by %(roles)s (R12).",
                    paper=self[:1].display_name,
                    roles=self.env["res.groups"]._ops_role_names(REGISTRARS),
                )
            )
        for company, papers in self.grouped("company_id").items():
            papers._stamp({"date_entered": company._ops_today()})

    @api.constrains("date_received", "date_entered")
    def _check_day(self):
        for paper in self:
            if paper.date_entered and paper.date_received > paper.date_entered:
                raise UserError(
                    self.env._(
                        "%(paper)s: it cannot have come on %(day)s, which lies in the future (R12).",
                        paper=paper.display_name,
                        day=format_date(self.env, paper.date_received),
                    )
                )

    @api.constrains("date_issue", "date_due", "kind")
    def _check_dates(self):
        for paper in self:
            if paper.date_due and paper.date_due < paper.date_issue:
                raise UserError(
                    self.env._(
                        "%(paper)s: it is due on %(due)s, before it was issued on %(issue)s. Correct the "
                        "days (R12).",
                        paper=paper.display_name,
                        due=format_date(self.env, paper.date_due),
                        issue=format_date(self.env, paper.date_issue),
                    )
                )
            if paper._is_bill() and not paper.date_due:
                raise UserError(
                    self.env._(
                        "%(paper)s: fill in the day on which the bill is due (R12).", paper=paper.display_name
                    )
                )

    @api.constrains("amount")
    def _check_amount(self):
        for paper in self:
            if paper.currency_id.compare_amounts(paper.amount, 0) <= 0:
                raise UserError(
                    self.env._(
                        "%(paper)s: fill in the amount that stands on it (R12).", paper=paper.display_name
                    )
                )

    def _ops_check_vals(self, vals):
        """A number of a bank is one sheet of paper, however people write it; refused before it is stored."""
        result = super()._ops_check_vals(vals)
        if not self:
            own = self.env["res.company"].browse(vals.get("company_id"))
            company = own or self._get_company_worked_in()
            self._refuse_twin(company, vals.get("number"), vals.get("bank"))
        elif not vals.keys().isdisjoint(("number", "bank")):
            for paper in self:
                number, bank = vals.get("number", paper.number), vals.get("bank", paper.bank)
                paper._refuse_twin(paper.company_id, number, bank)
        return result

    def _refuse_twin(self, company, number, bank):
        """Refuse a paper that was entered before and did not go back to the customer."""
        key, bank_key = identifier_key(number), get_bank_key(bank)
        if not key:
            raise UserError(
                self.env._("%s: fill in its number (R12).", self.display_name or self._ops_kind())
            )
        # sudo: a colleague may have entered it; its number and day are told
        twin_sudo = self.sudo().search(
            Domain("id", "not in", self.ids)
            & Domain("company_id", "=", company.id)
            & Domain("number_key", "=", key)
            & Domain("bank_key", "=", bank_key)
            & Domain("state", "!=", "returned"),
            limit=1,
        )
        if twin_sudo:
            raise UserError(
                self.env._(
                    "%(twin)s of %(bank)s is entered already as %(name)s, received on %(day)s. Correct the "
                    "number or the bank here (R12).",
                    twin=twin_sudo.display_name,
                    bank=twin_sudo.bank,
                    name=twin_sudo.name,
                    day=format_date(self.env, twin_sudo.date_received),
                )
            )

    # ------------------------------------------------------------------
    # The original, and the duty
    # ------------------------------------------------------------------
    def _keep_original(self, _vals_list):
        """Whoever enters it has it in his hands, also where R9 is off: finance signs for it later."""
        for company, papers in self.grouped("company_id").items():
            self.env["ops.custody"]._keep(
                company,
                [
                    {
                        "kind": "instrument",
                        "res_model": self._name,
                        "res_id": paper.id,
                        "document_name": paper.display_name,
                        "holder_id": self.env.uid,
                        "date_held": fields.Datetime.now(),
                        **paper._original_vals("instrument"),
                    }
                    for paper in papers
                ],
            )

    def _original_vals(self, kind):
        return {**super()._original_vals(kind), "title": self.number}

    def _owe_hand_over(self, _vals_list):
        """It goes to finance on the day it came; what is entered later is late from the beginning."""
        self._open_obligations(CODE)

    @api.model
    def _get_owed_hand_overs(self):
        """What came while the rulebook, or R12, was off is owed from when it holds again."""
        return CODE, Domain("state", "=", "received")

    def _ops_obligation_start(self, code):
        if code == CODE and self.date_received:
            return self.company_id._ops_moment(self.date_received, time(12))
        return super()._ops_obligation_start(code)
