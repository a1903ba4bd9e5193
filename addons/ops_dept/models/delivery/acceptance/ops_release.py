from odoo import api, fields, models
from odoo.fields import Command

from ....tools.actions import open_records


class OpsRelease(models.Model):
    """A release shows whether what left with it was accepted (M7.9)."""

    _inherit = "ops.release"

    has_installation = fields.Boolean(related="order_id.ops_contract_id.has_installation")
    acceptance_ids = fields.One2many("ops.acceptance", "release_id", "Acceptances")
    acceptance_count = fields.Integer("Acceptances of it", compute="_compute_acceptance_count")

    @api.depends("acceptance_ids")
    def _compute_acceptance_count(self):
        for release in self:
            release.acceptance_count = len(release.acceptance_ids)

    def action_open_acceptances(self):
        """Open the acceptances of what left with this release. Clause: M7.9"""
        return open_records(self.acceptance_ids, self.env._("Acceptances"))

    def action_accept(self):
        """Open an acceptance of what left with this release; the user's draft where there is one.

        Clause: M7.9
        """
        self.ensure_one()
        draft = self.acceptance_ids.filtered(
            lambda acceptance: acceptance.state == "draft" and acceptance.user_id == self.env.user
        )
        return self.env["ops.acceptance"]._open_next_document(draft[:1], self._prepare_acceptance)

    def _prepare_acceptance(self):
        return {
            "release_id": self.id,
            "order_id": self.order_id.id,
            "partner_id": self.partner_id.commercial_partner_id.id,
            "line_ids": [
                # sudo: goods and quantity of a release that the user reads
                Command.create(line.order_line_id.sudo()._prepare_acceptance_line(line.quantity_shipped))
                for line in self.line_ids
                if line.quantity_shipped > 0
            ],
        }
