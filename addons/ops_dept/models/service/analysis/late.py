from odoo import api, fields, models
from odoo.fields import Domain


class HelpdeskTicket(models.Model):
    """Cases on which somebody is late, by the ledger (W7.D, V5.2, R14)."""

    _inherit = "helpdesk.ticket"

    ops_is_late = fields.Boolean(
        "Over the limit", compute="_compute_ops_is_late", search="_search_ops_is_late"
    )

    def _compute_ops_is_late(self):
        late = set(self._ops_find_late()) if self.ids else ()
        for case in self:
            case.ops_is_late = case._origin.id in late

    @api.model
    def _search_ops_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in" if True in value else "not in", self._ops_find_late())

    @api.model
    def _ops_find_late(self):
        """Return the ids of the cases on which something is owed that is late."""
        # sudo: only on which cases, whoever may read who owes it; the cases are read with his own rights
        rows = (
            self.env["ops.obligation"]
            .sudo()
            ._read_group([("res_model", "=", self._name), ("state", "=", "late")], ["res_id"])
        )
        return [res_id for (res_id,) in rows]
