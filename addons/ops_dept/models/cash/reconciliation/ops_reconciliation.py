from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ....tools.actions import open_records

CODE = "R13"
ANSWERED = ("confirmed", "differing")
CAME = (*ANSWERED, "refused", "no_answer")
COVERAGE = "coverage:avg"


class OpsReconciliation(models.Model):
    """The accounts of a half-year with a customer: what he owed, what moved it, what he says to it (R13).

    The ledger says the figures, signed as it has them; nobody types them.

    Split by concern: here what it is, `steps.py` the way to its end, `batch.py` how all of a half-year are
    made, `night.py` what changes by itself, `statement.py` the lines behind it, `sql.py` the statements.

    Clause: R13
    """

    _name = "ops.reconciliation"
    _inherit = ["ops.record"]
    _description = "Half-year reconciliation"
    _order = "date_to desc, id desc"
    _rec_names_search = ["name", "partner_id"]

    _ops_clause = CODE
    _number_prefix = "DZ-"
    _ops_evidence_fields = ("seal_scan_ids",)
    _state_sets = {"closed": ("closed",), "sealed": ("confirmed", "closed")}

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        readonly=True,
        copy=False,
        check_company=True,
        index=True,
        ondelete="restrict",
        stamp=True,
    )
    half_year = fields.Char(required=True, readonly=True, copy=False, index=True, stamp=True)
    date_from = fields.Date("Movements from", required=True, readonly=True, copy=False, stamp=True)
    date_to = fields.Date("Cut-off", required=True, readonly=True, copy=False, index=True, stamp=True)
    user_id = fields.Many2one(
        "res.users",
        "Salesperson",
        compute="_compute_user_id",
        store=True,
        precompute=True,
        index=True,
        derived=True,
    )
    team_id = fields.Many2one(
        "crm.team", compute="_compute_team_id", store=True, precompute=True, index=True, derived=True
    )
    currency_id = fields.Many2one("res.currency", related="company_id.currency_id")
    opening = fields.Monetary(readonly=True, copy=False, stamp=True)
    invoiced = fields.Monetary(readonly=True, copy=False, stamp=True)
    credited = fields.Monetary(readonly=True, copy=False, stamp=True, help="Credit notes: they lower it.")
    received = fields.Monetary(readonly=True, copy=False, stamp=True, help="Money: it lowers what is owed.")
    other = fields.Monetary(readonly=True, copy=False, stamp=True)
    closing = fields.Monetary("Our closing", readonly=True, copy=False, stamp=True, tracking=True)
    partner_closing = fields.Monetary(
        "Customer's figure", copy=False, frozen="closed", tracking=True, help="What he has in his books."
    )
    difference_ids = fields.One2many(
        "ops.reconciliation.difference", "reconciliation_id", "Differences", copy=False, frozen="closed"
    )
    unexplained = fields.Monetary(
        compute="_compute_unexplained", help="Our closing less the customer's figure less the differences."
    )
    seal_scan_ids = fields.Many2many(
        "ir.attachment",
        "ops_reconciliation_seal_rel",
        string="Statement with seal",
        copy=False,
        frozen="sealed",
        help="Photo or scan of the statement with the customer's seal.",
    )
    answer_note = fields.Text("What the customer said", copy=False, frozen="closed")
    outcome = fields.Selection(
        [
            ("confirmed", "Confirmed"),
            ("differing", "Differing"),
            ("refused", "Customer refuses"),
            ("no_answer", "No answer"),
        ],
        "Result",
        readonly=True,
        copy=False,
        stamp=True,
    )
    report_to_id = fields.Many2one(
        "res.users",
        "Reported to",
        compute="_compute_report_to_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        domain=[("share", "=", False)],
        check_company=True,
        frozen="closed",
        help="The sales manager or the general manager.",
    )
    date_sent = fields.Datetime("Sent on", readonly=True, copy=False, stamp=True)
    date_answered = fields.Datetime("Answered on", readonly=True, copy=False, stamp=True)
    date_finance_told = fields.Datetime("Finance told on", readonly=True, copy=False, stamp=True)
    finance_told_by_id = fields.Many2one(
        "res.users", "Finance told by", readonly=True, copy=False, stamp=True
    )
    date_finance_seen = fields.Datetime("Noted by finance on", readonly=True, copy=False, stamp=True)
    finance_seen_by_id = fields.Many2one("res.users", "Noted by", readonly=True, copy=False, stamp=True)
    date_reported = fields.Datetime("Reported on", readonly=True, copy=False, stamp=True)
    reported_by_id = fields.Many2one("res.users", "Reported by", readonly=True, copy=False, stamp=True)
    date_closed = fields.Datetime("Closed on", readonly=True, copy=False, stamp=True)
    date_reopened = fields.Datetime("Re-opened on", readonly=True, copy=False, stamp=True)
    closing_before = fields.Monetary("Closing before", readonly=True, copy=False, stamp=True)
    state = fields.Selection(
        [
            ("draft", "To send"),
            ("sent", "Sent"),
            ("confirmed", "Confirmed"),
            ("differing", "Differing"),
            ("refused", "Customer refuses"),
            ("no_answer", "No answer"),
            ("closed", "Closed"),
        ],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )
    amount = fields.Monetary("Balance", compute="_compute_coverage", store=True, derived=True)
    amount_covered = fields.Monetary("Checked", compute="_compute_coverage", store=True, derived=True)
    coverage = fields.Float(
        "Checked by number (%)", compute="_compute_coverage", store=True, derived=True, aggregator="avg"
    )
    coverage_amount = fields.Float(
        "Checked by amount (%)", compute="_compute_coverage", store=True, derived=True, aggregator="avg"
    )
    next_step = fields.Char(compute="_compute_next_step")

    _customer_half_year_uniq = models.UniqueIndex(
        "(company_id, partner_id, half_year)",
        "This customer has a statement of this half-year already (R13).",
    )

    @api.depends("partner_id.user_id", "state")
    def _compute_user_id(self):
        """Whose customer it is; what is closed stays with whom closed it."""
        for each in self:
            if each.state != "closed" or not each.user_id:
                each.user_id = each.partner_id.user_id

    @api.depends("user_id")
    def _compute_team_id(self):
        for each in self:
            each.team_id = each.user_id.sudo().sale_team_id  # sudo: a colleague's team

    @api.depends("user_id", "team_id")
    def _compute_report_to_id(self):
        """The sales manager; of his own customers, the general manager."""
        for each in self:
            manager = each.sudo().team_id.user_id  # sudo: who heads a team
            if manager == each.user_id or not manager:
                manager = each.sudo().company_id.ops_general_manager_id  # sudo: a post
            each.report_to_id = each.report_to_id or manager

    @api.depends("closing", "partner_closing", "difference_ids.amount")
    def _compute_unexplained(self):
        for each in self:
            each.unexplained = each.closing - each.partner_closing - sum(each.difference_ids.mapped("amount"))

    @api.depends("closing", "outcome")
    def _compute_coverage(self):
        """Checked is what the customer confirmed, or differed from with his own figure."""
        for each in self:
            covered = each.outcome in ANSWERED
            each.amount = abs(each.closing)
            each.amount_covered = each.amount if covered else 0
            each.coverage = each.coverage_amount = 100.0 if covered else 0.0

    @api.depends("partner_id", "half_year", "name")
    def _compute_display_name(self):
        for each in self:
            words = filter(None, (each.partner_id.name, each.half_year))
            each.display_name = " · ".join(words) or each.name or self._ops_kind()

    @api.model
    def _read_group_select(self, aggregate_spec, query):
        """The coverage by amount of several is of their sums, not the mean of theirs."""
        if aggregate_spec != "coverage_amount:avg":
            return super()._read_group_select(aggregate_spec, query)
        covered = self._field_to_sql(self._table, "amount_covered", query)
        amount = self._field_to_sql(self._table, "amount", query)
        return SQL("100.0 * SUM(%s) / NULLIF(SUM(%s), 0)", covered, amount)

    # ------------------------------------------------------------------
    # Owed
    # ------------------------------------------------------------------
    _ops_owed = ((10, "_get_owed_reconciliations"),)

    @api.model
    def _get_owed_reconciliations(self):
        """Whoever sells to a customer owes it until it is closed; what was re-opened is owed again."""
        return CODE, Domain("state", "!=", "closed")

    def _ops_obligation_owner(self, code):
        if code == CODE:
            return self.user_id
        return super()._ops_obligation_owner(code)

    def _ops_obligation_start(self, code):
        """It is due at the end of its half-year; what was re-opened, at the end of that in which it was."""
        if code == CODE:
            return self.date_reopened or self.company_id._ops_moment(self.date_to)
        return super()._ops_obligation_start(code)

    def _ops_team(self):
        return self.team_id

    def _ops_refuse_deletion(self):
        """What the ledger says of a half-year stays, whatever became of it."""
        self._refuse_to_delete()
        return super()._ops_refuse_deletion()

    def action_open_customer(self):
        """Open the customer."""
        return open_records(self.partner_id)
