from odoo import models

from .ops_work_report import CLAUSE


class OpsWorkReport(models.Model):
    """Whoever says that money came late by his own mistake answers for it: when his head files the report, a
    case of a loss is proposed, once for each customer (M1.7).
    """

    _inherit = "ops.work.report"

    def _do_file_collection(self):
        lines = self.debt_ids.filtered(
            lambda line: line.cause == "own_mistake" and line.loss > 0 and not line.penalty_id
        )
        for line in lines:
            line._propose_case()


class OpsWorkReportDebt(models.Model):
    """A case of what a mistake cost."""

    _inherit = "ops.work.report.debt"

    def _propose_case(self):
        """Propose the case as whoever files the report; where there can be none, say so on the report."""
        report = self.report_id
        employee = report.user_id._ops_employee()
        problem = "" if employee else self.env._("there is no employee record of the person.")
        if not problem and not self.env["ops.clause"]._is_in_force(CLAUSE, report.company_id):
            problem = self.env._("M1.7 is not in force.")
        if problem:
            report._ops_note(
                self.env._(
                    "No case about %(customer)s: %(problem)s", customer=self.partner_id.name, problem=problem
                )
            )
            return
        user = self.env.user
        violation = self.env["ops.violation"].with_user(user).create(self._prepare_violation(employee))
        penalty = self.env["ops.penalty"].with_user(user).create(self._prepare_case(employee, violation))
        self._stamp({"penalty_id": penalty.id})

    def _prepare_violation(self, employee):
        report = self.report_id
        return {
            "employee_id": employee.id,
            "company_id": report.company_id.id,
            "clause_id": self.env["ops.clause"]._get_id(CLAUSE, report.company_id),
            "description": self.env._(
                "%(customer)s paid late by an own mistake: %(words)s",
                customer=self.partner_id.name,
                words=self.next_step or "",
            ),
            "res_model": report._name,
            "res_id": report.id,
        }

    def _prepare_case(self, employee, violation):
        return {
            "employee_id": employee.id,
            "company_id": self.report_id.company_id.id,
            "kind": "compensation",
            "amount_asked": self.loss,
            "computation": self.computation,
            "line_ids": [(0, 0, {"violation_id": violation.id})],
        }
