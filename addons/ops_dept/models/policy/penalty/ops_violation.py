from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....tools.actions import open_records

# In these a case says that nothing was to be fined.
VOID = ("cancel", "repealed")


class OpsViolation(models.Model):
    """A violation and the case that it came into; which fine repetition proposes (R16)."""

    _inherit = "ops.violation"

    penalty_line_ids = fields.One2many("ops.penalty.line", "violation_id", "In cases")
    penalty_id = fields.Many2one("ops.penalty", "Case", compute="_compute_penalty_id")
    can_propose = fields.Boolean(compute="_compute_can_propose")

    @api.depends("penalty_line_ids")
    def _compute_penalty_id(self):
        for violation in self:
            violation.penalty_id = violation.penalty_line_ids.penalty_id[:1]

    @api.depends("state", "clause_id")
    @api.depends_context("uid")
    def _compute_can_propose(self):
        for violation in self:
            violation.can_propose = (
                violation.state == "noted" and violation._is_above() and bool(violation._get_kind())
            )

    def _get_kind(self):
        """Return which kind of case the clause allows in this company first (none: nothing follows)."""
        clause = self.clause_id.with_company(self.company_id)
        kinds = (
            ("fine", clause.can_fine),
            ("compensation", clause.can_compensate),
            ("liability", clause.can_make_liable),
        )
        return next((kind for kind, can in kinds if can), None)

    def action_propose_case(self):
        """Open a new case with these violations of one person.

        Clause: R16

        :raises UserError: of several people, or when nothing follows from the clause in this company
        """
        self.check_access("read")
        if len(self.employee_id) > 1:
            raise UserError(self.env._("A case is about one person: choose the violations of one (R16)."))
        if not self.employee_id:
            raise UserError(
                self.env._(
                    "%(person)s has no employee record in this company. Human resources make one first "
                    "(R16).",
                    person=self[:1]._person_name(),
                )
            )
        kinds = {violation._get_kind() for violation in self}
        if None in kinds:
            codes = ", ".join(
                self.filtered(lambda violation: not violation._get_kind()).clause_id.mapped("code")
            )
            raise UserError(
                self.env._(
                    "%(clause)s has no consequence in this company: no fine, no compensation, no liability. "
                    "The violation stays noted (R16).",
                    clause=codes,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Case"),
            "res_model": "ops.penalty",
            "views": [(False, "form")],
            "context": {
                "default_employee_id": self.employee_id.id,
                "default_kind": self[:1]._get_kind(),
                "default_line_ids": [
                    (0, 0, {"violation_id": violation.id, "amount": fine})
                    for violation, fine in self._propose_fines().items()
                ],
            },
        }

    def action_open_case(self):
        """Open the case that it came into."""
        self.ensure_one()
        return open_records(self.penalty_id)

    def _propose_fines(self):
        """Return `{violation: fine}` by how often the person did not keep the clause within twelve months.

        What was dismissed, or repealed, does not count; the range of the clause holds. Of several of one
        moment, as a night's job notes them, the one noted first is the earlier one.
        """
        earlier = self._search_earlier()
        fines = {}
        for violation in self:
            begin = violation.date - relativedelta(months=12)
            count = sum(
                begin < other.date and (other.date, other.id) < (violation.date, violation.id)
                for other in earlier.get((violation.employee_id, violation.clause_id), ())
            )
            clause = violation.clause_id.with_company(violation.company_id)
            scale = violation.company_id.sudo()._ops_get_fine_scale()  # sudo: a setting
            fine = scale[min(count, len(scale) - 1)]
            fines[violation] = clause.can_fine and min(max(fine, clause.fine_low), clause.fine_high)
        return fines

    def _search_earlier(self):
        """Return what else these people did not keep of these clauses, by person and clause."""
        if not self:
            return {}
        # sudo: counted only; who proposes may not have headed the person a year ago
        others_sudo = self.sudo().search(
            Domain("employee_id", "in", self.employee_id.ids)
            & Domain("clause_id", "in", self.clause_id.ids)
            & Domain("date", ">", min(self.mapped("date")) - relativedelta(months=12))
            & Domain("state", "!=", "dismissed")
            & ~Domain("penalty_line_ids", "any", Domain("penalty_id.state", "in", VOID))
        )
        return others_sudo.grouped(lambda violation: (violation.employee_id, violation.clause_id))
