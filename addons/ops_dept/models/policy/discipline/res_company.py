from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """What a company decides about its cases: range and scale of fines, cap, mode, time to answer (R16)."""

    _inherit = "res.company"

    ops_fine_low = fields.Monetary(
        "Fine from",
        default=50.0,
        help="The least fine for one violation, where the clause says nothing else.",
    )
    ops_fine_high = fields.Monetary(
        "Fine up to",
        default=500.0,
        help="The highest fine for one violation, where the clause says nothing else.",
    )
    ops_fine_scale = fields.Char(
        "Scale of repetition",
        default="50/100/200/500",
        help="What is proposed for the first, second, third … violation of a clause by one person within "
        "twelve months.",
    )
    ops_fine_cap_percent = fields.Float(
        "Monthly cap (% of the wage)",
        default=20.0,
        help="What one person is fined, or pays back, in a month at most: so much of the wage entered.",
    )
    ops_fine_cap = fields.Monetary(
        "Monthly cap without a wage",
        default=500.0,
        help="What one person is fined in a month at most, where no wage is entered.",
    )
    ops_penalty_mode = fields.Selection(
        [
            ("record", "Record only"),
            ("performance", "Deducted from the performance pay"),
            ("fine", "Fine, posted to the books"),
        ],
        "What a settled case does",
        required=True,
        default="record",
    )
    ops_hearing_days = fields.Integer(
        "Hearing (working days)",
        default=3,
        help="How long the person may answer; no decision before he has, or the days have passed.",
    )
    ops_appeal_days = fields.Integer(
        "Appeal (working days)", default=5, help="How long the person may appeal after he was notified."
    )
    ops_joint_rule = fields.Selection(
        [("off", "Off"), ("percent", "Share of the amount"), ("fixed", "Fixed amount")],
        "Joint share of the head",
        required=True,
        default="off",
        help="Whether a case about a person proposes one about his head, too, with his own hearing (H7).",
    )
    ops_joint_percent = fields.Float("Share (%)", default=20.0)
    ops_joint_amount = fields.Monetary("Amount of the share", default=50.0)
    ops_staff_account_id = fields.Many2one(
        "account.account",
        "Owed by staff",
        check_company=True,
        domain="[('account_type', 'in', ('asset_current', 'asset_non_current'))]",
        help="Where a settled fine stands until it is paid: no receivable from customers.",
    )
    ops_fine_account_id = fields.Many2one(
        "account.account",
        "Income from fines",
        check_company=True,
        domain="[('account_type', 'in', ('income_other', 'income'))]",
    )
    ops_penalty_journal_id = fields.Many2one(
        "account.journal", "Journal of cases", check_company=True, domain="[('type', '=', 'general')]"
    )

    _ops_fine_range = models.Constraint(
        "CHECK(ops_fine_low > 0 AND ops_fine_low <= ops_fine_high)",
        "A fine is more than nothing, and the highest one not below the least (R16).",
    )
    _ops_fine_days = models.Constraint(
        "CHECK(ops_hearing_days >= 0 AND ops_appeal_days >= 0)",
        "Hearing and appeal take 0 or more working days (R16).",
    )
    _ops_fine_caps = models.Constraint(
        "CHECK(ops_fine_cap > 0 AND ops_fine_cap_percent > 0 AND ops_fine_cap_percent <= 100)",
        "The monthly cap is more than nothing and not above the wage (R16).",
    )

    _ops_joint_share = models.Constraint(
        "CHECK(ops_joint_rule = 'off' OR (ops_joint_percent > 0 AND ops_joint_percent <= 100 "
        "AND ops_joint_amount > 0))",
        "The joint share of the head is more than nothing, and not above the amount of the case (H7).",
    )

    @api.constrains("ops_fine_scale")
    def _check_ops_fine_scale(self):
        for company in self:
            if not company._ops_get_fine_scale():
                raise ValidationError(
                    self.env._(
                        "Scale of repetition: write amounts with a slash between them, such as "
                        "50/100/200/500 (R16)."
                    )
                )

    @api.constrains("ops_staff_account_id")
    def _check_ops_staff_account(self):
        """What staff owe is no money of customers: the collection rate must not count it."""
        for company in self:
            account = company.ops_staff_account_id
            if account.account_type == "asset_receivable":
                raise ValidationError(
                    self.env._(
                        "%(account)s is a receivable from customers. Choose another account for what staff "
                        "owe, the collection rate would count it (R16).",
                        account=account.display_name,
                    )
                )

    def _ops_get_fine_scale(self):
        """Return the amounts proposed for the first, second … violation (none: what is written is no scale).

        :rtype: list[float]
        """
        self.ensure_one()
        try:
            amounts = [float(part) for part in (self.ops_fine_scale or "").split("/")]
        except ValueError:
            return []
        return amounts if all(amount > 0 for amount in amounts) else []
