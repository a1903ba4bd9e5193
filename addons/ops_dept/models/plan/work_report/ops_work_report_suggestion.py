from odoo import api, fields, models


class OpsWorkReportSuggestion(models.Model):
    """A suggestion in an annual summary: when it is handed in it becomes a proposal that gets an answer."""

    _name = "ops.work.report.suggestion"
    _inherit = ["ops.document.line"]
    _description = "Suggestion of a work report"
    _order = "report_id, sequence, id"

    _document_field = "report_id"
    _lines_field = "suggestion_ids"
    _ops_clause = "M7.4"

    report_id = fields.Many2one("ops.work.report", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    text = fields.Text("Suggestion", required=True)
    effect = fields.Text("What it would bring")
    proposal_id = fields.Many2one(
        "ops.proposal", readonly=True, copy=False, index="btree_not_null", ondelete="restrict", stamp=True
    )
    proposal_state = fields.Selection(related="proposal_id.state", string="What became of it")
    answer = fields.Text(related="proposal_id.answer")

    def _propose(self):
        """Make proposals of these and ask for the answers, as the person whose report it is."""
        fresh = self.filtered(lambda line: not line.proposal_id)
        if not fresh:
            return
        proposals = self.env["ops.proposal"].create([line._prepare_proposal() for line in fresh])
        for line, proposal in zip(fresh, proposals, strict=True):
            line._stamp({"proposal_id": proposal.id})
        proposals.action_submit()

    def _prepare_proposal(self):
        report = self.report_id
        return {
            "kind": "suggestion",
            "text": self.text,
            "effect": self.effect,
            "user_id": report.user_id.id,
            "company_id": report.company_id.id,
        }


class OpsWorkReport(models.Model):
    """The suggestions of a report; it is closed once each of them has its answer."""

    _inherit = "ops.work.report"

    suggestion_ids = fields.One2many(
        "ops.work.report.suggestion", "report_id", "Suggestions", copy=True, frozen="handed"
    )
    is_closed = fields.Boolean(
        "Closed",
        compute="_compute_is_closed",
        store=True,
        derived=True,
        help="Filed, and each suggestion has its answer.",
    )
    unanswered = fields.Integer("Suggestions without an answer", compute="_compute_unanswered")

    @api.depends("state", "suggestion_ids.proposal_id.state")
    def _compute_is_closed(self):
        for report in self:
            report.is_closed = report.state == "filed" and report._is_answered()

    @api.depends("suggestion_ids.proposal_id.state")
    def _compute_unanswered(self):
        for report in self:
            proposals = report.suggestion_ids.proposal_id
            report.unanswered = sum(1 for proposal in proposals if not proposal._is_answered())

    def _is_answered(self):
        self.ensure_one()
        # sudo: whether all have an answer concerns all suggestions
        return all(proposal._is_answered() for proposal in self.sudo().suggestion_ids.proposal_id)
