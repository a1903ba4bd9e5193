from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ....tools.states import TO_SUBMIT
from ...policy.document.ops_document import MOVES
from ...policy.guarded.moves import Move
from .ops_bid import DECIDERS


class OpsBid(models.Model):
    """How a bid is reported within its clock and decided (W2.A); its result is in `outcome.py`."""

    _inherit = "ops.bid"

    _transitions = {
        **MOVES,
        "submitted": Move("submit", TO_SUBMIT, roles=("consultant", "sales_support")),
        "draft": Move("reset", ("submitted", "cancel")),
        "quoted": Move("quote", ("approved", "won", "lost")),
        "won": Move("win", ("approved", "quoted", "lost")),
        "lost": Move("lose", ("approved", "quoted")),
        "answered": Move("answer", ("approved",), roles=("consultant", "sales_support"), clause="M3.6"),
        "cancel": Move("cancel", ("draft", "submitted", "approved", "refused", "quoted")),
    }

    # ------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------
    def _ops_owner(self):
        return self.user_id

    def _ops_obligation_owner(self, code):
        return self.user_id if code == "W2.A" else super()._ops_obligation_owner(code)

    def _ops_obligation_start(self, code):
        return self.date_received if code == "W2.A" else super()._ops_obligation_start(code)

    def _ops_inbox_summary(self):
        # sudo: the customer's name, of documents that the user reads
        return {
            bid.id: {
                "ops_summary": f"{bid.partner_id.sudo().display_name} · {bid.title}",
                "ops_amount": bid.estimated_amount,
                "ops_amount_kind": "untaxed",
                "ops_currency_id": bid.currency_id.id,
            }
            for bid in self
        }

    # ------------------------------------------------------------------
    # The clock: from receiving to reporting
    # ------------------------------------------------------------------
    def _open_report(self):
        """Let the consultant owe the report, and show on the bid until when.

        Clause: W2.A
        """
        # sudo: due dates of the bids themselves, whoever entered them
        self._ops_dues_moved(self._open_obligations("W2.A").sudo())

    def _ops_dues_moved(self, obligations):
        """Show on the bids until when the report is due."""
        for obligation in obligations.filtered(lambda found: found.clause_id.code == "W2.A"):
            self.browse(obligation.res_id)._stamp({"date_report_due": obligation.date_due})

    def _reopen_report(self):
        """Another consultant, or another time of receiving: what is owed follows."""
        waiting = self.filtered(lambda bid: not bid.date_reported)
        if waiting._release_obligations("W2.A", self.env._("The bid was passed on or its time corrected.")):
            waiting._open_report()

    def _check_clock(self, date):
        """The clock is not turned back by whoever it runs for."""
        for bid in self._ops_filter_on():
            if date and date > bid.date_received and not bid.can_decide:
                raise UserError(
                    self.env._(
                        "%(bid)s was received on %(date)s. Only the sales manager or a company leader enters "
                        "a later time (W2.A).",
                        bid=bid.display_name,
                        date=format_datetime(self.env, bid.date_received, dt_format="short"),
                    )
                )

    # ------------------------------------------------------------------
    # Report
    # ------------------------------------------------------------------
    def _get_submit_blockers(self):
        """Say what the manager needs to know to decide."""
        self.ensure_one()
        _ = self.env._
        blockers = super()._get_submit_blockers()
        missing = [label for label, value in self._get_required_facts().values() if not value]
        if missing:
            blockers.append(
                _("Consultant or sales support: fill in %(fields)s (W2.A).", fields=", ".join(missing))
            )
        return blockers

    def _get_required_facts(self):
        """Return the facts that are needed to decide, as {name: (label, value)}."""
        self.ensure_one()
        _ = self.env._
        return {
            "estimated_amount": (_("estimated amount"), self.estimated_amount),
            "description": (_("what is asked for"), (self.description or "").strip() or self.line_ids),
            "date_closing": (_("closing date of the tender"), self.kind != "tender" or self.date_closing),
        }

    def _prepare_submit_vals(self):
        """Freeze what says which tiers apply; the first report is the one that counts for the clock."""
        self.ensure_one()
        return {
            **super()._prepare_submit_vals(),
            "is_major": self._ops_compute_major(),
            "date_reported": self.date_reported or fields.Datetime.now(),
        }

    def _do_submit(self):
        """Reporting meets what is owed, in time or late. Clause: W2.A"""
        for obligation in self._meet_obligations("W2.A"):
            if obligation.date_due and obligation.date_met > obligation.date_due:
                self.browse(obligation.res_id)._stamp({"is_report_late": True})
        return super()._do_submit()

    # ------------------------------------------------------------------
    # Major
    # ------------------------------------------------------------------
    def _ops_compute_major(self):
        """Tell whether a leader decides too: amount in company currency, or marked by hand. Clause: W2.A"""
        self.ensure_one()
        if self.major_marked:
            return True
        company, currency = self.company_id, self.company_id.currency_id
        # today's rate: the day of receipt is entered by hand
        amount = self.currency_id._convert(self.estimated_amount, currency, company, fields.Date.today())
        # sudo: a setting of the company
        return currency.compare_amounts(amount, company.sudo().ops_major_bid) >= 0

    def _ops_check_major_mark(self):
        if not self.env.user._ops_has_role(*DECIDERS):
            raise UserError(
                self.env._("A bid is marked as major by the sales manager or a company leader (W2.A).")
            )
        decided = self.filtered(lambda bid: bid.state not in TO_SUBMIT)
        if decided:
            raise UserError(
                self.env._(
                    "%(bid)s: whether it is major was settled with the report. While you decide, press Ask "
                    "the Leader instead (W2.A).",
                    bid=decided[0].display_name,
                )
            )

    def action_ask_leader(self):
        """Let a company leader decide as well, although the amount is below the limit; whose turn it is may.

        Clause: W2.A

        :raises UserError: when it is not the user's turn, or a leader decides already
        """
        for bid in self:
            bid._ops_check_turn()
            if bid.is_major:
                raise UserError(
                    self.env._("%(bid)s: a company leader decides it already (W2.A).", bid=bid.display_name)
                )
            # sudo: a reviewer need not be allowed to write the bid; his turn was checked above
            bid.sudo()._stamp({"is_major": True, "major_marked": True})
            bid.sudo()._add_tiers()
            bid._ops_log(
                "reassigned", clause_code="W2.A", comment=self.env._("A company leader decides too.")
            )
            bid._ops_note(self.env._("A company leader decides too."))
        return True

    def _add_tiers(self):
        """Open the tiers that apply now and did not at the report."""
        self.ensure_one()
        known = self.review_ids.definition_id
        vals_list = [vals for vals in self._ops_prepare_reviews() if vals["definition_id"] not in known.ids]
        for number, vals in enumerate(vals_list, max(self.review_ids.mapped("sequence")) + 1):
            vals.update(sequence=number, requested_by=self.ops_requester_id.id)
        added = self.env["tier.review"].create(vals_list)
        self._ops_refuse_orphans(added)
        self.invalidate_recordset(["review_ids"])
