from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..receipt.twin import PAPERS
from .ops_instrument import CODE, ENDED, USED, WITH_US
from .receipt_link import METHODS


class OpsReceipt(models.Model):
    """The money of a cheque, draft or bill: booked as that paper, once finance has signed for it (R12)."""

    _inherit = "ops.receipt"

    instrument_id = fields.Many2one(
        "ops.instrument",
        "Cheque or bill",
        domain="[('partner_id', '=', partner_id), ('state', 'in', ('received', 'handed'))]",
        check_company=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        frozen="asked",
        help="The paper that the customer gave.",
    )

    _one_per_instrument = models.UniqueIndex(
        "(instrument_id) WHERE instrument_id IS NOT NULL AND state NOT IN ('reversed', 'cancel')",
        "This paper has its receipt already (R12).",
    )

    # ------------------------------------------------------------------
    # The same money
    # ------------------------------------------------------------------
    @api.onchange("instrument_id")
    def _onchange_instrument_id(self):
        paper = self.instrument_id
        if paper:
            self.method, self.payer_reference = METHODS[paper.kind], paper.number
            self.partner_id, self.amount = paper.partner_id, paper.amount
            self.currency_id, self.date_received = paper.currency_id, paper.date_received

    @api.constrains(
        "instrument_id", "amount", "currency_id", "partner_id", "method", "payer_reference", "state"
    )
    def _check_instrument(self):
        for receipt in self.filtered("instrument_id"):
            # sudo: what the paper says is told to who enters its receipt
            problems = receipt.sudo().instrument_id._get_receipt_problems(receipt.sudo())
            if problems:
                raise UserError("\n".join(problems))

    def _ops_check_vals(self, vals):
        """A paper has one receipt whose money somebody waits for; who enters it may see the paper."""
        result = super()._ops_check_vals(vals)
        paper = self.env["ops.instrument"].browse(vals.get("instrument_id") or []).exists()
        if not paper:
            return result
        if not paper.has_access("read"):
            raise AccessError(self.env._("This paper is not yours to enter a receipt for (R12)."))
        others_sudo = paper.sudo().receipt_ids - self  # sudo: whether there is another
        live_sudo = others_sudo.filtered(lambda other: other.state not in ENDED)
        if live_sudo or paper.state not in WITH_US:
            raise UserError(
                self.env._(
                    "%(paper)s is “%(state)s” and has its receipt already: %(receipt)s (R12).",
                    paper=paper.display_name,
                    state=paper._ops_state_label(),
                    receipt=(live_sudo or others_sudo)[:1].name or "-",
                )
            )
        return result

    # ------------------------------------------------------------------
    # Where it is booked
    # ------------------------------------------------------------------
    def _get_journal_domain(self):
        """No other money is proposed for the journals of papers."""
        kept = self.company_id._ops_instrument_journals()
        return [*super()._get_journal_domain(), ("id", "not in", kept.ids)]

    @api.depends("instrument_id.kind")
    def _compute_journal_id(self):
        """A paper is booked in the journal of its kind."""
        result = super()._compute_journal_id()
        for receipt in self.filtered("instrument_id"):
            kind = receipt.instrument_id.kind
            receipt.journal_id = kind and receipt.company_id._ops_instrument_journal(kind)
        return result

    def _get_money_account(self):
        """A paper is not money yet: it is booked as one that is in hand."""
        paper_sudo = self.sudo().instrument_id  # sudo: who posts it was checked
        if paper_sudo:
            return self.company_id._ops_instrument_account(paper_sudo.kind)
        return super()._get_money_account()

    def _get_submit_blockers(self):
        """Say that the paper itself is to be entered first."""
        blockers = super()._get_submit_blockers()
        if self._lacks_instrument():
            blockers.append(
                self.env._(
                    "Enter the cheque, draft or bill itself and choose it here; its number is checked (R12)."
                )
            )
        return blockers

    def _lacks_instrument(self):
        return (
            self.method in PAPERS
            and not self.instrument_id
            and self._ops_is_on()
            and self.env["ops.clause"]._is_in_force(CODE, self.company_id)
        )

    def _get_content_blockers(self):
        problems = super()._get_content_blockers()
        if self._lacks_instrument():
            problems.append(
                self.env._(
                    "The cheque, draft or bill was not entered: refuse it, support enters the paper (R12)."
                )
            )
        paper_sudo = self.sudo().instrument_id  # sudo: what finance is told of it
        own_journals = self.company_id._ops_instrument_journals()
        if not paper_sudo:
            if self.journal_id in own_journals:
                problems.append(
                    self.env._(
                        "Finance: %s takes cheques and bills only (R12).", self.journal_id.display_name
                    )
                )
            return problems
        problems += self.company_id._ops_instrument_lacking(paper_sudo.kind)
        journal = self.company_id._ops_instrument_journal(paper_sudo.kind)
        if journal and self.journal_id != journal:
            problems.append(
                self.env._(
                    "Finance: %(paper)s is booked in %(journal)s (R12).",
                    paper=paper_sudo.display_name,
                    journal=journal.display_name,
                )
            )
        if paper_sudo.state != "handed":
            problems.append(
                self.env._(
                    "%(paper)s is “%(state)s”: finance signs for it first (R12).",
                    paper=paper_sudo.display_name,
                    state=paper_sudo._ops_state_label(),
                )
            )
        return problems

    # ------------------------------------------------------------------
    # The end
    # ------------------------------------------------------------------
    def _check_reverse(self):
        """What went to a bank or a vendor comes back with the paper, not without it."""
        result = super()._check_reverse()
        for receipt in self:
            paper_sudo = receipt.sudo().instrument_id  # sudo: where the paper is
            if paper_sudo.state in USED:
                raise UserError(
                    self.env._(
                        "%(paper)s is “%(state)s”: when it is not paid, finance notes on it that it bounced, "
                        "which reverses %(receipt)s (R12).",
                        paper=paper_sudo.display_name,
                        state=paper_sudo._ops_state_label(),
                        receipt=receipt.display_name,
                    )
                )
        return result

    def _keeps_entry(self):
        """What was at the bank stays in the books of its days: it is reversed on the day it bounced."""
        # sudo: what became of the paper
        return self.sudo().instrument_id.state == "bounced" or super()._keeps_entry()

    def action_open_instrument(self):
        """Open the paper of this receipt. Clause: R12"""
        self.ensure_one()
        return self.instrument_id._get_records_action()
