from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_datetime

from ...models.cash.day.ops_obligation import DAY_CLAUSE
from ...models.cash.receipt.ops_receipt import IN_BOOKS
from ...models.policy.repeated.ops_obligation import DOABLE
from ...tools.states import UNDECIDED


class OpsReceiptDay(models.TransientModel):
    """The receipts of today: what came in, what is not matched yet, what differs from the books (R11).

    Everybody sees what his rights on receipts show; support's *Checked* meets the duty of the working day.

    Clause: R11
    """

    _name = "ops.receipt.day"
    _description = "Receipts of the day"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date("Day", required=True, default=lambda self: self.env.company._ops_today())
    received_ids = fields.Many2many("ops.receipt", compute="_compute_received")
    amount_received = fields.Monetary("Received on this day", compute="_compute_received")
    unmatched_ids = fields.Many2many("ops.receipt", string="Not matched", compute="_compute_unmatched")
    late_text = fields.Char("Not matched for more than a working day", compute="_compute_unmatched")
    differing_ids = fields.Many2many(
        "ops.receipt", string="Other than in the books", compute="_compute_differing"
    )
    is_owed = fields.Boolean(compute="_compute_checked", export_string_translation=False)
    checked_text = fields.Char("Checked", compute="_compute_checked")

    @api.depends("date", "company_id")
    def _compute_display_name(self):
        for page in self:
            page.display_name = self.env._("Receipts of the day")

    def _find(self, domain):
        """Return the receipts of the company that the user may read, the oldest first."""
        domain &= Domain("company_id", "=", self.company_id.id)
        return self.env["ops.receipt"].search(domain, order="date_received, id")

    def _sum(self, receipts, amount):
        """Return what receipts come to in the company's currency, at the rate of their days."""
        return sum(
            receipt.currency_id._convert(
                receipt[amount], self.currency_id, self.company_id, receipt.date_received
            )
            for receipt in receipts
        )

    @api.depends("date", "company_id")
    def _compute_received(self):
        for page in self:
            alive = Domain("state", "not in", ("cancel", "reversed"))
            page.received_ids = page._find(alive & Domain("date_received", "=", page.date))
            page.amount_received = page._sum(page.received_ids, "amount")

    @api.depends("date", "company_id")
    def _compute_unmatched(self):
        """Not confirmed yet, or confirmed and of no invoice and no order: nobody knows what it pays."""
        unknown = (
            Domain("state", "in", IN_BOOKS)
            & Domain("amount_advance", ">", 0)
            & Domain("order_ids", "=", False)
        )
        for page in self:
            waiting = page._find(Domain("state", "in", UNDECIDED))
            left = page._find(unknown).filtered(
                lambda receipt: receipt.currency_id.compare_amounts(receipt._get_advance_open(), 0) > 0
            )
            page.unmatched_ids = waiting + left
            page.late_text = page._say_late(page.unmatched_ids)

    def _say_late(self, receipts):
        """Return how many of these came more than a working day ago, and how much they are; none: nothing."""
        company_sudo = self.company_id.sudo()  # sudo: when the company works is no secret
        since = company_sudo.resource_calendar_id._ops_over_since(fields.Datetime.now(), 1, company_sudo)
        last = self.company_id._ops_day_of(since)
        late = receipts.filtered(lambda receipt: receipt.date_received < last)
        if not late:
            return False
        return self.env._(
            "%(count)s receipts, %(amount)s",
            count=len(late),
            amount=self.currency_id.format(self._sum(late, "amount")),
        )

    @api.depends("date", "company_id")
    def _compute_differing(self):
        for page in self:
            page.differing_ids = page._find(
                Domain("state", "=", "loosened") | Domain("ops_gate_error", "!=", False)
            )

    @api.depends("date", "company_id")
    @api.depends_context("lang", "tz")
    def _compute_checked(self):
        for page in self:
            duty_sudo = page._get_duty()
            page.is_owed = duty_sudo.state in DOABLE
            page.checked_text = duty_sudo.state == "met" and self.env._(
                "%(who)s, %(when)s",
                who=duty_sudo.met_by_id.name,
                when=format_datetime(
                    self.env, duty_sudo.date_met, tz=page.company_id._ops_tz(), dt_format="MM-dd HH:mm"
                ),
            )

    def _get_duty(self):
        """Return the duty of this day, on sudo."""
        # sudo: whether the day was checked is no secret to who sees its receipts
        return (
            self.env["ops.obligation"]
            .sudo()
            .search(
                [
                    ("clause_id.code", "=", DAY_CLAUSE),
                    ("company_id", "=", self.company_id.id),
                    ("period", "=", fields.Date.to_string(self.date)),
                ],
                limit=1,
            )
        )

    def action_check(self):
        """Note that the receipts of this day were looked at and asked about; later it is marked late.

        Clause: R11

        :raises AccessError: for who is not of support
        :raises UserError: when nothing is owed for this day
        """
        self.ensure_one()
        if not self.env.user._ops_has_role("sales_support"):
            raise AccessError(self.env._("Receipts of the day are checked by sales support (R11)."))
        met = self.env["ops.obligation"]._meet_repeated(DAY_CLAUSE, self.company_id, day=self.date)
        if not met:
            raise UserError(
                self.env._(
                    "Nothing is owed for this day: it is checked (%s), or nobody works (R11).",
                    self.checked_text or "-",
                )
            )
        return {"type": "ir.actions.client", "tag": "soft_reload"}
