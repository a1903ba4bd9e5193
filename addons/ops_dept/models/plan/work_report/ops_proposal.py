from odoo import fields, models


class OpsProposal(models.Model):
    """From which summary a suggestion is."""

    _inherit = "ops.proposal"

    suggestion_ids = fields.One2many("ops.work.report.suggestion", "proposal_id", "Suggested in")
