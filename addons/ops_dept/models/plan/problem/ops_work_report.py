from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..work_report.kinds import ReportKind

MARKERS = ("sales_manager", "market_head", "leader")


class OpsWorkReport(models.Model):
    """A problem of the department: what, since when, what was done; a major one reaches the leader on the
    same working day (H8).
    """

    _inherit = "ops.work.report"

    _report_kinds = {"problem": ReportKind("H8", "_get_problem_filers")}

    date_since = fields.Date(
        "Since", default=lambda self: self.env.company._ops_today(), frozen="handed", index=True
    )
    age_days = fields.Integer("Days open", compute="_compute_age_days")
    solution = fields.Text(frozen="filed", help="How it was or will be solved.")
    is_major = fields.Boolean(
        "Major", readonly=True, copy=False, stamp=True, tracking=True, help="Reported to the company leader."
    )
    date_major = fields.Datetime("Marked major on", readonly=True, copy=False, stamp=True)
    date_seen = fields.Datetime("Seen by the leader on", readonly=True, copy=False, stamp=True)
    seen_by_id = fields.Many2one(
        "res.users", "Seen by", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    can_mark_major = fields.Boolean(compute="_compute_can_mark_major")
    can_acknowledge = fields.Boolean(compute="_compute_can_mark_major")

    @api.depends("date_since", "state", "date_filed")
    def _compute_age_days(self):
        for report in self:
            company = report.company_id or self.env.company
            filed = report.date_filed
            last = company._ops_day_of(filed) if filed else company._ops_today()
            report.age_days = max((last - report.date_since).days, 0) if report.date_since else 0

    @api.depends("kind", "state", "is_major", "date_seen")
    @api.depends_context("uid")
    def _compute_can_mark_major(self):
        user = self.env.user
        may_mark, is_leader = user._ops_has_role(*MARKERS), user._ops_has_role("leader")
        for report in self:
            is_open = report.kind == "problem" and bool(report.id) and report.state != "filed"
            report.can_mark_major = is_open and may_mark and not report.is_major
            report.can_acknowledge = (
                is_leader
                and is_open
                and report.is_major
                and report.state == "handed"
                and not report.date_seen
            )

    # ------------------------------------------------------------------
    # Major
    # ------------------------------------------------------------------
    def action_mark_major(self):
        """Say that a problem is major: it is reported to the company leader on the same working day.

        Clause: H8

        :raises AccessError: for who heads nothing
        :raises UserError: for what is no open problem, or is major already
        """
        self.check_access("read")
        if not self.env.user._ops_has_role(*MARKERS):
            raise AccessError(
                self.env._(
                    "%(report)s: %(roles)s mark a problem as major (H8).",
                    report=self[:1].display_name,
                    roles=self.env["res.groups"]._ops_role_names(MARKERS),
                )
            )
        for report in self:
            if report.kind != "problem" or report.state == "filed" or report.is_major:
                raise UserError(
                    self.env._(
                        "%(report)s: only an open problem that is not major yet is marked as major (H8).",
                        report=report.display_name,
                    )
                )
        # sudo: whoever may mark it was asked above, he need not be allowed to write it
        problems_sudo = self.sudo()
        problems_sudo._stamp({"is_major": True, "date_major": fields.Datetime.now()})
        problems_sudo._open_obligations("H8")
        problems_sudo.filtered(lambda report: report.state == "handed")._report_major()
        return True

    def _ops_obligation_owner(self, code):
        """Of a problem its head reports, the person himself where he heads people."""
        if code != "H8":
            return super()._ops_obligation_owner(code)
        # sudo: a role of a colleague, asked for the ledger
        return self.user_id if self.user_id.sudo()._ops_has_role(*MARKERS) else self.head_id

    def _ops_obligation_start(self, code):
        return (code == "H8" and self.date_major) or super()._ops_obligation_start(code)

    def _report_major(self):
        """It reaches the leader: on his first page, with a note; what was owed is met."""
        self._meet_obligations("H8")
        self._stamp({"date_seen": False, "seen_by_id": False})
        for report in self:
            leaders = report._ops_post_users("leader", exclude=self.env.user).partner_id
            if leaders:
                report.message_notify(
                    partner_ids=leaders.ids,
                    subject=report.display_name,
                    body=self.env._("Major problem: %(text)s", text=report.text or report.title or ""),
                    author_id=self.env.user.partner_id.id,
                )

    def action_acknowledge(self):
        """Note that a leader has seen a major problem.

        Clause: H8

        :raises AccessError: for who is no leader
        """
        self.check_access("read")
        for report in self:
            if not report.can_acknowledge:
                raise AccessError(
                    self.env._(
                        "%(report)s: a company leader takes note of a major problem that was handed in (H8).",
                        report=report.display_name,
                    )
                )
        # sudo: a leader, as was asked above
        return self.sudo()._stamp({"date_seen": fields.Datetime.now(), "seen_by_id": self.env.uid})

    # ------------------------------------------------------------------
    # Its steps
    # ------------------------------------------------------------------
    def _check_hand_in_problem(self):
        self._refuse_incomplete(lambda report: report._get_problem_blockers())

    def _get_problem_blockers(self):
        self.ensure_one()
        blockers = []
        if not (self.title or "").strip():
            blockers.append(self.env._("Say in a few words what the problem is."))
        if not (self.text or "").strip():
            blockers.append(self.env._("Write what happened and what it does to the work."))
        if not self.date_since:
            blockers.append(self.env._("Say since when."))
        return blockers

    def _do_hand_in_problem(self):
        major = self.filtered("is_major")
        major.sudo()._report_major()  # sudo: stamps and a note; the move was checked

    def _is_late_problem(self):
        """A major one is late after the end of the working day on which it was marked."""
        if not self.is_major:
            return False
        company = self.company_id
        limit = self.env["ops.clause"]._get_limit("H8", company)
        calendar_sudo = company.sudo().resource_calendar_id  # sudo: the company's clock
        due = limit and calendar_sudo._ops_deadline(self.date_major, *limit, company=company)
        return bool(due) and self.date_handed > due

    def _get_problem_filers(self):
        """Return who says that a problem is solved: who heads the person, or himself where he heads people;
        a major one the leaders.
        """
        self.ensure_one()
        leaders = self._ops_post_users("leader")
        if self.is_major:
            return leaders
        # sudo: a role of a colleague
        own = self.user_id if self.user_id.sudo()._ops_has_role(*MARKERS) else self.user_id.browse()
        return own | self.head_id | leaders

    def _check_file_problem(self):
        self._refuse_incomplete(
            lambda report: [] if (report.solution or "").strip() else [self.env._("Write how it was solved.")]
        )

    # ------------------------------------------------------------------
    # Open ones
    # ------------------------------------------------------------------
    @api.model
    def _get_open_problems_domain(self):
        return Domain("kind", "=", "problem") & Domain("state", "!=", "filed")
