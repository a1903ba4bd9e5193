from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

# The fewest characters that say what happened.
LENGTH = 5


class OpsViolation(models.Model):
    """What is noted by hand: by the head or a leader, of a clause in force, with item and evidence."""

    _inherit = "ops.violation"

    _ops_created = ((10, "_check_by_hand"), (20, "_note_reporter"), (30, "_tell_person"))

    @api.depends("clause_id")
    def _compute_has_items(self):
        for violation in self:
            violation.has_items = bool(violation._get_items())

    def _get_items(self):
        """Return what can be reported of the clause in this company."""
        clause = self.clause_id.with_company(self.company_id)
        return clause.item_ids.filtered(
            lambda item: item.active and item.company_id in (self.company_id, item.company_id.browse())
        )

    def _check_by_hand(self, vals_list):
        """Refuse what is no evidence yet, naming all that is missing. Clause: M7.7, V1.4, R16"""
        for violation in self:
            if not violation.employee_id:
                raise UserError(
                    self.env._("A violation names the person whose it is (%(clause)s).", clause="R16")
                )
            violation._refuse_not_above()
            violation._link_document()
            problems = violation._get_report_blockers()
            if problems:
                raise UserError("\n".join(f"{violation._person_name()}: {text}" for text in problems))

    def _get_report_blockers(self):
        """Return the sentences that keep this from being noted by hand (empty: none)."""
        self.ensure_one()
        _ = self.env._
        code = self.clause_id.code
        blockers = []
        if not self.env["ops.clause"]._is_in_force(code, self.company_id):
            blockers.append(
                _(
                    "%(clause)s is not in force in %(company)s: nothing can be noted against it.",
                    clause=code,
                    company=self.company_id.sudo().name,  # sudo: a name
                )
            )
        if self.item_id not in (items := self._get_items()) and (items or self.item_id):
            blockers.append(_("choose what of %(clause)s was not kept (%(clause)s).", clause=code))
        if len((self.description or "").strip()) < LENGTH:
            blockers.append(_("say what happened (%(clause)s).", clause=code))
        if not self.evidence and not self.res_model:
            blockers.append(
                _(
                    "add a file, a photo or the document that shows it: no violation without evidence (%s).",
                    code,
                )
            )
        if self.date > fields.Datetime.now():
            when = format_datetime(self.env, self.date, dt_format="short")
            blockers.append(_("%(when)s is still to come (%(clause)s).", when=when, clause=code))
        return blockers

    def _note_reporter(self, vals_list):
        for violation in self:
            violation._stamp({"reporter_id": self.env.uid, "source": "hand"})
        self._ops_log("noted")

    def _tell_person(self, vals_list=None):
        self._tell_people(self.env._("Something was noted about you: see My work."))
