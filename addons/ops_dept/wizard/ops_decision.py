from odoo import fields, models


class OpsDecision(models.TransientModel):
    """Approve with a comment or refuse with a reason: one document or a batch from the inbox."""

    _name = "ops.decision"
    _description = "Approve or refuse"

    decision = fields.Selection(
        [("approve", "Approve"), ("refuse", "Refuse")], required=True, default="approve"
    )
    review_ids = fields.Many2many("tier.review", string="Approvals", required=True)
    review_count = fields.Integer(compute="_compute_review_count")
    comment = fields.Text(help="Approve: optional. Refuse: what the requester has to change.")

    def _compute_review_count(self):
        for wizard in self:
            wizard.review_count = len(wizard.review_ids)

    def action_decide(self):
        """Decide all documents listed, all or nothing; says what was approved.

        :raises UserError: a refusal without reason, or a document whose turn is not the user's
        """
        self.ensure_one()
        self.review_ids._ops_decide(self.decision, self.comment)
        if self.decision == "approve":
            return self.review_ids._ops_decided_action()
        return {"type": "ir.actions.act_window_close"}
