from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate, format_date

from ..guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsPenalty(models.Model):
    """A loss is made good month by month: a leader settles portion after portion, the rest is carried."""

    _inherit = "ops.penalty"

    _reasons = {
        "settle_portion": Reason(
            action="action_settle_portion",
            question=_lt("How much is made good in which month?"),
            button=_lt("Settle"),
            follows=_lt("The portion is settled as the company's setting says; the rest stays open."),
            shown=("employee_id", "amount", "amount_open"),
            form="ops.penalty.settle",
        )
    }

    portion_ids = fields.One2many(
        "ops.penalty.portion", "penalty_id", "Portions", readonly=True, copy=False, frozen="proposed"
    )
    amount_open = fields.Monetary(
        "Still to be made good",
        compute="_compute_amount_open",
        store=True,
        derived=True,
        help="What is not settled yet of a compensation; it is carried from month to month.",
    )
    month_settled = fields.Date(
        "Last month settled", compute="_compute_amount_open", store=True, derived=True
    )

    @api.depends("kind", "amount", "portion_ids.amount", "portion_ids.month")
    def _compute_amount_open(self):
        for penalty in self:
            portions = penalty.portion_ids
            is_loss = penalty.kind == "compensation"
            penalty.amount_open = is_loss and penalty.amount - sum(portions.mapped("amount"))
            penalty.month_settled = max(portions.mapped("month"), default=False)

    def action_open_portion(self):
        """Ask how much is made good in which month."""
        return self._ask_reason("settle_portion")

    def action_settle_portion(self, note="", amount=0.0, month=None):
        """Settle what the person makes good of the loss in a month.

        Clause: R6, R8, M1.7

        :param str note: kept with the portion (may be empty)
        :param float amount: in the company's currency
        :param month: any day of the month of the pay (default: this month)
        :raises UserError: above what is open or what may be deducted in the month, naming it
        """
        self.check_access("read")
        self._refuse_no_leader()
        note = self._take_reason("settle_portion", note)
        for penalty in self:
            month_day = fields.Date.to_date(month) or penalty.company_id._ops_today()
            penalty._settle_portion(amount, month_day.replace(day=1), note)
        return True

    def _settle_portion(self, amount, month, note=""):
        """Settle one portion; the last one settles the case."""
        self.ensure_one()
        self._refuse_not_ready()
        problems = self._get_portion_blockers(amount, month)
        if problems:
            raise UserError("\n".join(f"{self.display_name}: {text}" for text in problems))
        company_sudo = self.company_id.sudo()  # sudo: a setting
        posted = company_sudo.ops_penalty_mode == "fine"
        if posted:
            self._refuse_no_accounts()
        # sudo: nobody writes portions; that a leader settles was checked
        self.env["ops.penalty.portion"].sudo()._create_stamped(
            [
                {
                    "penalty_id": self.id,
                    "month": month,
                    "amount": amount,
                    "note": note,
                    "settle_mode": company_sudo.ops_penalty_mode,
                    "settled_by_id": self.env.uid,
                    "move_id": posted and self._post_entry(amount).id,
                }
            ]
        )
        self._ops_log("settled", comment=self.currency_id.format(amount))
        if self.currency_id.is_zero(self.amount_open):
            self.write({"state": "settled"})

    def _get_portion_blockers(self, amount, month):
        """Return what stands against a portion, naming what exceeds (empty: nothing)."""
        _ = self.env._
        compare, written = self.currency_id.compare_amounts, self.currency_id.format
        blockers = []
        if self.kind != "compensation":
            blockers.append(_("only a compensation is settled in portions (R16)."))
        if compare(amount, 0) <= 0:
            blockers.append(_("a portion is more than nothing (R16)."))
        if compare(amount, self.amount_open) > 0:
            blockers.append(
                _(
                    "%(amount)s is more than what is still open, %(open)s (R16).",
                    amount=written(amount),
                    open=written(self.amount_open),
                )
            )
        first, last = self._get_portion_months()
        if not first <= month <= last:
            blockers.append(
                _(
                    "a portion is of a month from %(first)s to %(last)s, from the decision to the present "
                    "one (R16).",
                    first=format_date(self.env, first, date_format="yyyy-MM"),
                    last=format_date(self.env, last, date_format="yyyy-MM"),
                )
            )
        return blockers or self._get_deduction_blockers(amount, month)

    def _get_portion_months(self):
        """Return the first and the last month of which a portion can be settled now."""
        today = self.company_id._ops_today()
        decided = self.ops_date_approved or fields.Datetime.now()
        zone = self.with_context(tz=self.company_id._ops_tz())
        return fields.Datetime.context_timestamp(zone, decided).date().replace(day=1), today.replace(day=1)
