from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...plan.work_report.kinds import ReportKind
from ...policy.repeated.periods import period_of

CLAUSE = "M1.7"
COLLECTION = "collection"


class OpsWorkReport(models.Model):
    """What customers owed a person in a month, what came in, why the rest did not and what is done about it:
    the figures are there already, the words are his (M1.7).
    """

    _inherit = "ops.work.report"

    _report_kinds = {COLLECTION: ReportKind(CLAUSE)}

    kind = fields.Selection(
        selection_add=[(COLLECTION, "Collection report")], ondelete={COLLECTION: "cascade"}
    )
    month = fields.Date(
        default=lambda self: self._get_month_to_report(),
        frozen="begun",
        index="btree_not_null",
        help="Its first day.",
    )
    debt_ids = fields.One2many(
        "ops.work.report.debt", "report_id", "Customers who owed", copy=False, frozen="handed"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    due = fields.Monetary("Due, with tax", compute="_compute_sums")
    collected = fields.Monetary("Collected, with tax", compute="_compute_sums")
    overdue = fields.Monetary("Left past its day", compute="_compute_sums")
    rate = fields.Float("Collected (%)", compute="_compute_sums", digits=(5, 1))

    _person_month_unique = models.UniqueIndex(
        "(company_id, user_id, month) WHERE kind = 'collection'",
        "There is a collection report of this person and month already: open that one (M1.7).",
    )

    @api.model
    def _get_month_to_report(self):
        """Return the first day of the month before this one."""
        return fields.Date.start_of(self.env.company._ops_today(), "month") - relativedelta(months=1)

    @api.depends("debt_ids.due", "debt_ids.collected", "debt_ids.overdue")
    def _compute_sums(self):
        for report in self:
            for name in ("due", "collected", "overdue"):
                report[name] = sum(report.debt_ids.mapped(name))
            report.rate = 100 * report.collected / report.due if report.due else 0

    def _compute_display_name(self):
        mine = self.filtered(lambda report: report.kind == COLLECTION and report.month)
        for report in mine:
            month = fields.Date.to_string(report.month)[:7]
            report.display_name = self.env._("Collection report %(month)s", month=month)
        return super(OpsWorkReport, self - mine)._compute_display_name()

    @api.onchange("month")
    def _onchange_month(self):
        """Whatever day is chosen, its month is meant."""
        if self.month:
            self.month = fields.Date.start_of(self.month, "month")

    @api.constrains("kind", "month")
    def _check_month(self):
        for report in self.filtered(lambda each: each.kind == COLLECTION):
            month = report.month
            if not month or month.day != 1 or month > report.company_id._ops_today():
                raise UserError(
                    self.env._(
                        "%(report)s: choose a month that has begun, by its first day (M1.7).",
                        report=report.display_name,
                    )
                )

    @api.model
    def action_open_collection(self, month=None):
        """Open the user's report of a month (default: the last one), a new one where there is none.

        Clause: M1.7
        """
        month = fields.Date.to_date(month) or self._get_month_to_report()
        mine = self.search(
            [
                ("kind", "=", COLLECTION),
                ("user_id", "=", self.env.uid),
                ("company_id", "=", self.env.company.id),
                ("month", "=", month),
            ],
            limit=1,
        )
        report = mine or self.create({"kind": COLLECTION, "month": month})
        return report._get_records_action(name=report.display_name, target="current")

    # ------------------------------------------------------------------
    # What is known already
    # ------------------------------------------------------------------
    def _fill_collection(self):
        """Read the figures of these reports anew; causes and next steps that were written stay."""
        for (company, month), reports in self.grouped(lambda each: (each.company_id, each.month)).items():
            people = Domain("id", "in", reports.user_id.ids)
            rows = self.env["ops.collection"]._read_month(company, month, people, ("user_id", "partner_id"))
            reports._put_debts(rows)

    def _put_debts(self, rows):
        """Put what a month's rows say into the reports of that month.

        :param list rows: salesperson id, customer id, due, collected, left past its day
        """
        # sudo: nobody writes figures by hand; the right to write the report was checked
        reports_sudo = self.sudo()
        by_user = {report.user_id.id: report for report in reports_sudo}
        known = {(line.report_id.user_id.id, line.partner_id.id): line for line in reports_sudo.debt_ids}
        partners = self.env["res.partner"].browse(partner_id for _user, partner_id, *_sums in rows)
        steps = reports_sudo.env["ops.promise"]._say_open(self.company_id, partners)
        fresh = []
        for user_id, partner_id, due, collected, overdue in rows:
            sums = {"due": due, "collected": collected, "overdue": overdue}
            line = known.pop((user_id, partner_id), None)
            if line:
                line._stamp(sums)
            else:
                step = steps.get(partner_id, "") if overdue else ""
                report = by_user[user_id]
                fresh.append({"report_id": report.id, "partner_id": partner_id, "next_step": step, **sums})
        gone = reports_sudo.env["ops.work.report.debt"].union(*known.values())
        if gone:
            gone._unlink_stamped()
        reports_sudo.env["ops.work.report.debt"]._create_stamped(fresh)
        reports_sudo._stamp({"date_facts": fields.Datetime.now()})

    # ------------------------------------------------------------------
    # Its steps
    # ------------------------------------------------------------------
    def _check_hand_in_collection(self):
        self._refuse_incomplete(lambda report: report.debt_ids._get_blockers())

    def _is_late_collection(self):
        """Tell whether what was owed of it was due before it was handed in."""
        # sudo: the ledger is closed to everybody; the person's own duty
        duties_sudo = self.env["ops.obligation"].sudo()
        return bool(
            duties_sudo.search_count(
                [
                    ("clause_id.code", "=", CLAUSE),
                    ("company_id", "=", self.company_id.id),
                    ("owner_id", "=", self.user_id.id),
                    ("period", "=", period_of("month", self.month).key),
                    ("date_due", "<", self.date_handed),
                ],
                limit=1,
            )
        )

    def _do_hand_in_collection(self):
        ledger = self.env["ops.obligation"]
        for report in self:
            # sudo: whose report it is, for the ledger
            owner_sudo = report.sudo().user_id
            ledger._meet_repeated(CLAUSE, report.company_id, day=report.month, owner=owner_sudo)
