from odoo import api, fields, models


class OpsWorkReport(models.Model):
    """The departments that are asked about a problem: each is a question, its answer shows on the problem."""

    _inherit = "ops.work.report"

    question_ids = fields.Many2many(
        "ops.question", string="Departments asked", compute="_compute_question_ids"
    )

    @api.depends("kind")
    def _compute_question_ids(self):
        found = self.env["ops.question"].search(
            [("res_model", "=", self._name), ("res_id", "in", self._origin.ids)], order="id"
        )
        by_report = found.grouped("res_id")
        for report in self:
            report.question_ids = by_report.get(report._origin.id, False)

    def action_ops_ask(self):
        """Ask a department; of a problem, the kind is chosen already.

        Clause: H8
        """
        action = super().action_ops_ask()
        if self.kind != "problem":
            return action
        kind = self.env.ref("ops_dept.ops_question_kind_problem", raise_if_not_found=False)
        values = {"default_kind_id": kind.id, "default_question": self.text} if kind else {}
        return {**action, "context": {**action["context"], **values}}
