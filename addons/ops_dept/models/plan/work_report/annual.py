from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

FILE = "file"


class OpsWorkReport(models.Model):
    """The annual summary of a specialist: the facts of the year, his words, his suggestions; his head files
    it, and that alone meets what he owes (M7.4).
    """

    _inherit = "ops.work.report"

    year = fields.Integer(
        default=lambda self: self._get_year_to_report(), aggregator=None, frozen="begun", index=True
    )

    _person_year_unique = models.UniqueIndex(
        "(company_id, user_id, year) WHERE kind = 'annual'",
        "There is a summary of this person and year already: open that one (M7.4).",
    )

    @api.model
    def _get_year_to_report(self):
        """Return the year that is to be reported on: from July on the present one, before the last one."""
        today = self.env.company._ops_today()
        return today.year if today.month > 6 else today.year - 1

    @api.constrains("kind", "year")
    def _check_year(self):
        for report in self.filtered(lambda each: each.kind == "annual"):
            if not 1990 <= report.year <= report.company_id._ops_today().year:
                raise UserError(
                    self.env._(
                        "%(report)s: a summary is of this or an earlier year (M7.4).",
                        report=report.display_name,
                    )
                )

    @api.model
    def action_open_mine(self):
        """Open the user's summary of the year that is to be reported on, a new one where there is none.

        Clause: M7.4
        """
        year = self._get_year_to_report()
        mine = self.search(
            [
                ("kind", "=", "annual"),
                ("user_id", "=", self.env.uid),
                ("company_id", "=", self.env.company.id),
                ("year", "=", year),
            ],
            limit=1,
        )
        return self._open_next_document(mine, lambda: {"kind": "annual", "year": year})

    # ------------------------------------------------------------------
    # Who files
    # ------------------------------------------------------------------
    def _get_annual_filers(self):
        """Return the heads of the specialists; where there is none, the leaders act; never oneself."""
        self.ensure_one()
        company = self.company_id
        group = self.env.ref("ops_dept.ops_dept_group_market_head")
        # sudo: who holds a role is no secret
        heads = group.sudo().all_user_ids.filtered(
            lambda user: user.active and not user.share and company in user.company_ids
        )
        heads -= self.sudo().user_id  # sudo: compared
        return self.env["res.users"].browse(heads.ids) or self._ops_post_users("leader", exclude=self.user_id)

    def _owe_filing(self):
        """Let the person's own head among those who file owe it, else the first of them."""
        self.ensure_one()
        filers = self._get_annual_filers()
        self._open_obligations("M7.4", step=FILE, owners=(filers & self.head_id) or filers[:1], post="leader")

    # ------------------------------------------------------------------
    # Its steps
    # ------------------------------------------------------------------
    def _check_hand_in_annual(self):
        self._refuse_incomplete(lambda report: report._get_annual_blockers())

    def _get_annual_blockers(self):
        self.ensure_one()
        return [] if (self.text or "").strip() else [self.env._("Write how the year's business went.")]

    def _is_late_annual(self):
        return self._get_handed_day() > date(self.year, 12, 31)

    def _do_hand_in_annual(self):
        for report in self:
            report._fill_facts()  # what stands in it is how it was when it was handed in
            report.suggestion_ids._propose()
            report._owe_filing()

    def _do_give_back_annual(self):
        self._release_obligations("M7.4", self.env._("Given back to the person."), step=FILE)

    def _do_file_annual(self):
        """Close what was owed; what was handed in in time and filed later is nobody's violation but late."""
        self._meet_obligations("M7.4", step=FILE)
        ledger = self.env["ops.obligation"]
        for report in self:
            # sudo: whose report it is, for the ledger; who files reads it
            owner_sudo = report.sudo().user_id
            ledger._meet_missed(report)
            ledger._meet_repeated("M7.4", report.company_id, day=date(report.year, 12, 31), owner=owner_sudo)
