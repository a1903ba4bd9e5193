from odoo import api, fields, models
from odoo.api import SUPERUSER_ID
from odoo.tools import SQL, format_datetime


class OpsObligation(models.Model):
    """A duty that was missed is a violation of who owed it, once; what is excused afterwards is none."""

    _inherit = "ops.obligation"

    _on_violated = ((10, "_note_violations"),)
    _on_excused = ((10, "_excuse_violations"),)

    violation_id = fields.Many2one(
        "ops.violation",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        groups="ops_dept.ops_dept_group_leader,ops_dept.ops_dept_group_auditor",
    )

    def _note_violations(self):
        """Note the violations of these missed duties, as each company wants it for the clause."""
        for company, owed in self.filtered(lambda o: not o.violation_id).grouped("company_id").items():
            lang = company.partner_id.lang or self.env.lang
            told = owed.with_company(company).with_context(lang=lang)
            counting = told.filtered(lambda o: o.clause_id.missed_effect != "nothing")
            people = counting._get_violators()
            vals_list = counting._prepare_violations(company, people)
            # sudo: noted by the software; the ledger itself says what was missed
            violations = self.env["ops.violation"].sudo()._create_noted(vals_list, company)
            counting._link_violations(violations)
            for violation in violations.filtered(lambda violation: not violation.employee_id):
                # named by his login until he has an employee record
                violation._stamp({"user_id": people[violation.obligation_id].id})
            violations._ops_log("noted")
            violations._tell_person()

    def _link_violations(self, violations):
        """Note on these duties which violation each became, in one statement."""
        if violations:
            self.env.cr.execute(
                SQL(
                    "UPDATE ops_obligation o SET violation_id = v.id, write_date = %s, write_uid = %s"
                    " FROM ops_violation v WHERE v.obligation_id = o.id AND v.id IN %s",
                    self.env.cr.now(),
                    self.env.uid,
                    violations._ids,
                )
            )
            self.invalidate_recordset(["violation_id"])

    def _prepare_violations(self, company, people):
        """Return the values of the violations: of duties of which one person can be named."""
        # sudo: which employee a login is
        employees_sudo = self.env["res.users"].union(*people.values()).sudo().employee_ids
        mine = employees_sudo.filtered(lambda employee: employee.company_id == company).grouped("user_id")
        return [
            {
                "clause_id": duty.clause_id.id,
                "employee_id": mine.get(user, employees_sudo.browse())[:1].id,
                "company_id": company.id,
                "date": duty.date_violated or fields.Datetime.now(),
                "description": duty._get_violation_text(),
                "source": "late_entry" if duty.state == "met" else "duty",
                "obligation_id": duty.id,
                "res_model": duty.res_model,
                "res_id": duty.res_id,
                "document_name": duty.document_name,
            }
            for duty, user in people.items()
            if user
        ]

    def _get_violation_text(self):
        """Say what was owed until when, in the company's language."""
        due = format_datetime(self.env, self.date_due, tz=self.company_id._ops_tz(), dt_format="short")
        return self.env._("%(duty)s was due %(due)s.", duty=self.display_name, due=due)

    def _get_violators(self):
        """Return `{duty: who owed it}`. What several people share is nobody's: undone it stays missed in
        the ledger, where it is seen by clause and team; done late, it is whose who did it.
        """
        people = {duty: duty.owner_id or duty._get_late_doer() for duty in self}
        shared = [duty for duty, user in people.items() if not user]
        alone = {}
        for key in {(duty.group_id, duty.company_id) for duty in shared}:
            alone[key] = self._get_only_holder(*key)
        people.update((duty, alone[duty.group_id, duty.company_id]) for duty in shared)
        return people

    def _get_late_doer(self):
        """Return who did what nobody owed in person (nobody: it is not done, or the software did it)."""
        doer = self.met_by_id if self.state == "met" else self.met_by_id.browse()
        return doer.filtered(lambda user: user.id != SUPERUSER_ID)

    @api.model
    def _get_only_holder(self, group, company):
        """Return the one person who holds a role in a company (none: nobody, or several)."""
        # sudo: the job asks for everybody
        holders_sudo = group.sudo().all_user_ids.filtered(
            lambda user: user.active and not user.share and company in user.company_ids
        )
        return holders_sudo if len(holders_sudo) == 1 else holders_sudo.browse()

    def _excuse_violations(self):
        """The lateness was excused: what was noted of it, and is in no case yet, is dismissed."""
        # sudo: who accepted the reason was checked by the ledger
        excused_sudo = self.sudo().violation_id.filtered(lambda violation: violation.state == "noted")
        for violation in excused_sudo:
            reason = self.env._("The lateness was excused: %s", violation.obligation_id.waive_reason or "-")
            violation._stamp(
                {"state": "dismissed", "dismiss_reason": reason, "dismissed_by_id": self.env.uid}
            )
        excused_sudo._ops_log("dismissed")
