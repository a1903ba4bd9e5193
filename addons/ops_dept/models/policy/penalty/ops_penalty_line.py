from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError


class OpsPenaltyLine(models.Model):
    """A violation in a case, and the fine for it."""

    _name = "ops.penalty.line"
    _inherit = ["ops.document.line"]
    _description = "Violation in a case"
    _document_field = "penalty_id"
    _lines_field = "line_ids"
    _ops_clause = "R16"
    _order = "id"

    _ops_created = ((10, "_take_violations"), (20, "_hear_on_added"))
    _ops_on_write = ((10, "_raising"),)
    _ops_on_unlink = ((10, "_giving_back"),)

    penalty_id = fields.Many2one("ops.penalty", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="penalty_id.company_id")
    currency_id = fields.Many2one(related="penalty_id.currency_id")
    employee_id = fields.Many2one(related="penalty_id.employee_id")
    violation_id = fields.Many2one(
        "ops.violation",
        required=True,
        ondelete="restrict",
        domain="[('employee_id', '=', employee_id), ('state', '=', 'noted')]",
    )
    clause_id = fields.Many2one(related="violation_id.clause_id")
    date = fields.Datetime(related="violation_id.date")
    description = fields.Text(related="violation_id.description")
    amount = fields.Monetary(
        "Fine",
        compute="_compute_amount",
        store=True,
        readonly=False,
        precompute=True,
        help="Proposed by how often the person did not keep the clause within twelve months.",
    )

    _violation_uniq = models.UniqueIndex("(violation_id)", "This violation is in a case already (R16).")

    @api.depends("violation_id", "penalty_id.kind")
    def _compute_amount(self):
        """Propose what the scale says; what was entered stays."""
        proposed = self.violation_id._origin._propose_fines()
        for line in self:
            is_fine = line.penalty_id.kind == "fine"
            line.amount = is_fine and (line.amount or proposed.get(line.violation_id._origin, 0.0))

    def _take_violations(self, vals_list):
        """A violation comes into one case only, of the person whose it is. Clause: R16"""
        for line in self:
            line._refuse_violation()
            # sudo: nobody writes facts; the case's proposer was checked, and the violation above
            line.violation_id.sudo()._stamp({"state": "in_case"})

    def _refuse_violation(self):
        self.penalty_id._refuse_own_case()
        if self.penalty_id.parent_id:
            raise UserError(
                self.env._(
                    "%(case)s is the head's joint share in a case: the violations stand there (H7).",
                    case=self.penalty_id.display_name,
                )
            )
        self._refuse_taken(self.violation_id)
        if self.violation_id.employee_id != self.penalty_id.employee_id:
            raise UserError(
                self.env._(
                    "%(violation)s is not one of %(person)s; take it out (R16).",
                    violation=self.violation_id.display_name,
                    person=self.penalty_id._person_name(),
                )
            )

    @api.model
    def _refuse_taken(self, violation):
        """Refuse a violation from which nothing follows, or something else already."""
        if violation.state == "dismissed":
            raise UserError(
                self.env._(
                    "%(violation)s was dismissed: nothing follows from it (R16).",
                    violation=violation.display_name,
                )
            )
        if violation.state == "in_case":
            raise UserError(
                self.env._(
                    "%(violation)s is in a case already; it is decided there (R16).",
                    violation=violation.display_name,
                )
            )

    def _hear_on_added(self, vals_list):
        """On a violation that is added to a case the person was not heard."""
        self.penalty_id._hear_again()

    @contextmanager
    def _raising(self, vals):
        """A higher fine is heard again, a lower one is not."""
        before = {line: line.amount for line in self} if "amount" in vals else {}
        yield
        raised = self.filtered(
            lambda line: line in before and line.currency_id.compare_amounts(line.amount, before[line]) > 0
        )
        raised.penalty_id._hear_again()

    def _ops_check_vals(self, vals):
        """What a line is about stays: take it out and add another one."""
        result = super()._ops_check_vals(vals)
        self.penalty_id._refuse_own_case()
        if not self and vals.get("violation_id"):
            self._refuse_taken(self.env["ops.violation"].browse(vals["violation_id"]))
        if self and {"violation_id", "penalty_id"} & vals.keys():
            changed = self.filtered(
                lambda line: any(
                    name in vals and line[name].id != vals[name] for name in ("violation_id", "penalty_id")
                )
            )
            if changed:
                raise UserError(
                    self.env._("Take the violation out of the case and add the other one instead (R16).")
                )
        return result

    @contextmanager
    def _giving_back(self):
        """What is taken out of a proposed case is a violation without a case again."""
        self.penalty_id._refuse_own_case()
        violations_sudo = self.violation_id.sudo()  # sudo: as when it was taken in
        yield
        violations_sudo.filtered(lambda violation: violation.state == "in_case")._stamp({"state": "noted"})
