from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ....tools.actions import ask
from ..custody.ops_custody import IN_HAND
from ..receipt.ops_receipt import CONFIRMED
from .ops_instrument import RECOURSE
from .res_company import INTEREST


class OpsInstrument(models.Model):
    """What finance does with a paper whose receipt it has confirmed: bank, vendor, discount, money (R12).

    The methods take what is filled in and bring the paper on; the checks ask for what they took, so that no
    other way of writing the state goes past them.
    """

    _inherit = "ops.instrument"

    bank_journal_id = fields.Many2one(
        "account.journal",
        "Bank",
        readonly=True,
        copy=False,
        check_company=True,
        ondelete="restrict",
        stamp=True,
        help="Our bank that collects or discounts it.",
    )
    vendor_id = fields.Many2one(
        "res.partner", "Endorsed to", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    interest = fields.Monetary("Interest of the discount", readonly=True, copy=False, stamp=True)
    date_used = fields.Date(
        "Date of use", readonly=True, copy=False, stamp=True, help="Deposited, endorsed or discounted."
    )
    date_cleared = fields.Date("Cleared on", readonly=True, copy=False, stamp=True)

    def action_open_step(self):
        """Ask for what a step needs: the button says which. Clause: R12"""
        what = self.env.context.get("ops_instrument_step") or ""
        self._ops_check_sources(what, self._ops_sources(what))
        self._ops_check_roles(what)
        return ask(
            "ops.instrument.step",
            self._ops_state_label(what),
            what=what,
            instrument_ids=[fields.Command.set(self.ids)],
            bank_journal_id=self[:1].bank_journal_id.id,
            partner_id=self[:1].partner_id.id,
        )

    def action_open_deposit(self):
        """Ask to which bank it goes. Clause: R12"""
        return self.with_context(ops_instrument_step="deposited").action_open_step()

    def action_open_clear(self):
        """Ask since when it is paid. Clause: R12"""
        return self.with_context(ops_instrument_step="cleared").action_open_step()

    def action_deposit(self, bank_journal_id, date=False):
        """Hand papers to our bank, which collects their money; nothing is posted yet. Finance's.

        :param int bank_journal_id: the bank's journal
        :param date: when, today unless given
        :raises UserError: before finance has signed for it and confirmed its receipt

        Clause: R12
        """
        return self._go_on("deposited", date, bank_journal_id=bank_journal_id)

    def action_endorse(self, vendor_id, date=False):
        """Pay a vendor with papers; he can come back to us until they are paid. Finance's.

        :param int vendor_id: the vendor, who owes it as a payment
        :raises UserError: after its due date, or before its receipt is confirmed

        Clause: R12
        """
        return self._go_on("endorsed", date, vendor_id=vendor_id)

    def action_discount(self, bank_journal_id, interest, date=False):
        """Sell a bill to a bank before its day; the bank can come back to us until it is paid. Finance's.

        :param float interest: what the bank keeps, in the currency of the bill
        :raises UserError: no bill, after its due date, or with an interest that leaves no money

        Clause: R12
        """
        return self._go_on("discounted", date, bank_journal_id=bank_journal_id, interest=interest)

    def action_clear(self, date=False):
        """Note that papers are paid: the bank has the money, or nobody comes back to us. Finance's.

        Clause: R12
        """
        self._ops_check_sources("cleared", self._ops_sources("cleared"))
        self._ops_check_roles("cleared")
        for company, papers in self.grouped("company_id").items():
            papers._stamp({"date_cleared": date or company._ops_today()})
        return self.write({"state": "cleared"})

    def _go_on(self, state, date, **vals):
        self._ops_check_sources(state, self._ops_sources(state))
        self._ops_check_roles(state)
        for company, papers in self.grouped("company_id").items():
            papers._stamp({**vals, "date_used": date or company._ops_today()})
        return self.write({"state": state})

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------
    def _check_deposit(self):
        for paper in self:
            paper._check_usable()
            paper._check_bank()

    def _check_endorse(self):
        for paper in self:
            paper._check_usable()
            paper._check_in_time()
            if not paper.vendor_id:
                raise UserError(
                    self.env._(
                        "%(paper)s: say to which vendor it is endorsed (R12).", paper=paper.display_name
                    )
                )
            if paper.vendor_id.commercial_partner_id == paper.partner_id:
                raise UserError(
                    self.env._(
                        "%(paper)s came from %(customer)s: it goes back to him as returned, not endorsed "
                        "(R12).",
                        paper=paper.display_name,
                        customer=paper.partner_id.display_name,
                    )
                )

    def _check_discount(self):
        for paper in self:
            if not paper._is_bill():
                raise UserError(
                    self.env._(
                        "%(paper)s is paid on sight: it is deposited, not discounted (R12).",
                        paper=paper.display_name,
                    )
                )
            paper._check_usable()
            paper._check_in_time()
            paper._check_bank()
            if (
                not paper.interest >= 0
                or paper.currency_id.compare_amounts(paper.interest, paper.amount) >= 0
            ):
                raise UserError(
                    self.env._(
                        "%(paper)s: the interest is a part of %(amount)s (R12).",
                        paper=paper.display_name,
                        amount=paper.currency_id.format(paper.amount),
                    )
                )
            paper._refuse_lacking(paper.company_id._ops_settings_lacking([INTEREST]))

    def _check_clear(self):
        for paper in self:
            paper._check_posting_day(paper.date_cleared)
            if paper.state in RECOURSE:
                if paper.date_due and paper.date_cleared < paper.date_due:
                    raise UserError(
                        self.env._(
                            "%(paper)s: whoever has it can come back to us until %(day)s (R12).",
                            paper=paper.display_name,
                            day=format_date(self.env, paper.date_due),
                        )
                    )
            elif not paper._get_notes_line():
                raise UserError(paper._say_not_booked())

    def _check_usable(self):
        """Refuse what is not in finance's hands, or whose money is not confirmed as this paper."""
        original_sudo = self._originals("instrument")[:1]
        if original_sudo.state not in IN_HAND:
            raise UserError(original_sudo._say_where())
        if self.sudo().receipt_id.state not in CONFIRMED or not self._get_notes_line():
            raise UserError(self._say_not_booked())
        self._refuse_lacking(self.company_id._ops_instrument_lacking(self.kind))
        self._check_posting_day(self.date_used)

    def _say_not_booked(self):
        return self.env._(
            "%(paper)s: its receipt is to be confirmed first, as this paper: support submits it, finance "
            "confirms it (W5.C, R12).",
            paper=self.display_name,
        )

    def _check_in_time(self):
        """After its day a paper is presented for payment, by whoever has it; it is not passed on."""
        if self.date_due and self.date_used > self.date_due:
            raise UserError(
                self.env._(
                    "%(paper)s was due on %(day)s: it is deposited, not passed on (R12).",
                    paper=self.display_name,
                    day=format_date(self.env, self.date_due),
                )
            )

    def _check_bank(self):
        bank = self.bank_journal_id
        if bank.type != "bank" or bank in self.company_id._ops_instrument_journals():
            raise UserError(
                self.env._("%(paper)s: choose our bank that takes it (R12).", paper=self.display_name)
            )

    def _refuse_lacking(self, lacking):
        if lacking:
            raise UserError("\n".join(f"{self.display_name}: {text}" for text in lacking))

    # ------------------------------------------------------------------
    # Done
    # ------------------------------------------------------------------
    def _do_deposit(self):
        for bank, papers in self.grouped("bank_journal_id").items():
            papers._originals("instrument")._bring_to(self.env._("At the bank: %s", bank.name))
        self._ops_log("passed", clause_code="R12")

    def _do_endorse(self):
        for paper in self:
            paper._post_endorsement()
            paper._originals("instrument")._bring_to(self.env._("With the vendor: %s", paper.vendor_id.name))
        self._ops_log("passed", clause_code="R12")

    def _do_discount(self):
        for paper in self:
            paper._post_discount()
            paper._originals("instrument")._bring_to(
                self.env._("At the bank: %s", paper.bank_journal_id.name)
            )
        self._ops_log("passed", clause_code="R12")

    def _do_clear(self):
        for paper in self.filtered(lambda paper: not paper.entry_id):
            paper._post_clearing()
        self._ops_log("passed", clause_code="R12")
