from odoo import api, fields, models

from ....tools.actions import open_records


class OpsContract(models.Model):
    """A contract that was entered late: the form asks why, and shows what the manager said (R7)."""

    _inherit = "ops.contract"

    late_entry_id = fields.Many2one("ops.obligation", compute="_compute_late_entry")
    late_entry_state = fields.Selection(
        lambda self: self.env["ops.obligation"]._fields["late_state"]._description_selection(self.env),
        "Late entry",
        compute="_compute_late_entry",
    )
    can_give_late_reason = fields.Boolean(compute="_compute_late_entry")
    can_decide_late_reason = fields.Boolean(compute="_compute_late_entry")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_late_entry(self):
        """Look up what the contracts were late with; who may not see the obligation sees nothing of it."""
        late = self.env["ops.obligation"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids), ("late_state", "!=", False)]
        )
        by_contract = {obligation.res_id: obligation for obligation in late}
        for contract in self:
            entry = by_contract.get(contract.id, late.browse())
            contract.late_entry_id = entry
            contract.late_entry_state = entry.late_state
            contract.can_give_late_reason = entry.can_give_reason
            contract.can_decide_late_reason = entry.can_decide_reason

    def action_give_late_reason(self):
        """Ask why the contract was entered late. Clause: R7"""
        self.ensure_one()
        return self.late_entry_id.action_ask_late_reason()

    def action_open_late_entry(self):
        """Open the late entry with its reason, to decide about it. Clause: R7"""
        self.ensure_one()
        return open_records(self.late_entry_id)
