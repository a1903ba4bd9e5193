from odoo import api, fields, models


class OpsKitLack(models.TransientModel):
    """Asks which articles are missing in the kit today; everything else is there (V1.3)."""

    _name = "ops.kit.lack"
    _description = "What is missing in the kit"

    visit_id = fields.Many2one("ops.visit", required=True, readonly=True, ondelete="cascade")
    choice_ids = fields.Many2many("ops.checklist.item", compute="_compute_choice_ids")
    item_ids = fields.Many2many(
        "ops.checklist.item",
        "ops_kit_lack_item_rel",
        string="Missing",
        domain="[('id', 'in', choice_ids)]",
    )

    @api.depends("visit_id")
    def _compute_choice_ids(self):
        for wizard in self:
            # what the phone holds is never missing
            wizard.choice_ids = wizard.visit_id._get_sheet(wizard.visit_id.company_id)[1].sudo(False)

    def action_confirm(self):
        """Note what is missing, as the person who says so."""
        self.ensure_one()
        self.visit_id.action_kit_lacks(self.item_ids)
        return {"type": "ir.actions.act_window_close"}
