from odoo import api, fields, models
from odoo.exceptions import UserError


class OpsPenalty(models.Model):
    """Who proposes a case: the head, a leader, or the software for missed duties; never the person (H3)."""

    _inherit = "ops.penalty"

    _ops_created = ((10, "_check_proposal"), (20, "_note_proposal"))

    def _check_proposal(self, vals_list):
        """Refuse whoever does not stand above the person, and cases about whom nobody stands above."""
        for penalty in self:
            penalty._refuse_not_above()
            problems = penalty._get_person_blockers()
            if problems:
                raise UserError("\n".join(problems))

    def _get_person_blockers(self):
        """Return why there can be no case about this person here (empty: there can)."""
        self.ensure_one()
        return self._get_blockers_about(self)

    @api.model
    def _get_blockers_about(self, record):
        """Return why there can be no case about whom a case or a violation is (empty: there can)."""
        _ = self.env._
        blockers = []
        if not self.env["ops.clause"]._is_in_force("R16", record.company_id):
            name = record.company_id.sudo().name  # sudo: a name
            blockers.append(_("R16 is not in force in %(company)s: there are no cases.", company=name))
        login = record.sudo().user_id  # sudo: which role the person holds, who need have no login
        if login and login.has_group("ops_dept.ops_dept_group_general_manager"):
            blockers.append(
                _("%(person)s: nobody stands above the general manager (R16).", person=record._person_name())
            )
        return blockers

    def _ops_check_vals(self, vals):
        """Nobody writes in his own case, whatever his roles are."""
        result = super()._ops_check_vals(vals)
        if self and vals.keys() & self._ops_declared("frozen"):
            self._refuse_own_case()
        return result

    def _refuse_own_case(self):
        for penalty in self.filtered(lambda penalty: penalty._is_person()):
            raise UserError(
                self.env._(
                    "%(case)s is about you: what you have to say is your answer; others write in it (R16).",
                    case=penalty.display_name,
                )
            )

    def _note_proposal(self, vals_list):
        """Note who proposed it and until when the person may answer. Clause: R16"""
        for penalty in self:
            penalty._stamp({"proposer_id": self.env.uid})
        self._open_hearing()

    def _open_hearing(self, message=None):
        for company, penalties in self.grouped("company_id").items():
            # sudo: settings and working days
            calendar_sudo, days = company.sudo().resource_calendar_id, company.sudo().ops_hearing_days
            until = calendar_sudo._ops_deadline(fields.Datetime.now(), days, "working_days", company=company)
            for penalty in penalties:
                penalty._stamp({"date_hearing": until})
        self._ops_log("proposed")
        self._tell_person(message or self.env._("A case about you was proposed: say what you have to say."))

    def _tell_person(self, message):
        self.filtered(lambda penalty: penalty.user_id != self.env.user)._tell_people(message)

    @api.model
    def _propose(self, violations):
        """Propose a case for each of these violations as the software, with the fine of the scale."""
        penalties = self.browse()
        fines = violations._propose_fines()
        wanted = violations.filtered(
            lambda violation: violation.employee_id and not self._get_blockers_about(violation)
        )
        for company, about in wanted.grouped("company_id").items():
            penalties += self._create_noted(
                [
                    {
                        "employee_id": violation.employee_id.id,
                        "company_id": company.id,
                        "kind": "fine",
                        "line_ids": [(0, 0, {"violation_id": violation.id, "amount": fines[violation]})],
                    }
                    for violation in about
                ],
                company,
            )
        penalties._open_hearing()
        penalties._propose_shares()
        return penalties
