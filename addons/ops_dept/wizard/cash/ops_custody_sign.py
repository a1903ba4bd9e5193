from odoo import api, fields, models


class OpsCustodySign(models.TransientModel):
    """Signs for originals on the screen: who hands them over says to whom, who takes them over signs only."""

    _name = "ops.custody.sign"
    _description = "Sign for originals"

    what = fields.Selection(
        [("give", "Hand over"), ("take", "Take over")], required=True, readonly=True, default="take"
    )
    custody_ids = fields.Many2many("ops.custody", string="Originals", required=True, readonly=True)
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    taker_id = fields.Many2one(
        "res.users",
        "To whom",
        domain="[('share', '=', False), ('company_ids', 'in', company_id), ('id', '!=', uid)]",
    )
    can_lend = fields.Boolean(compute="_compute_can_lend", export_string_translation=False)
    date_return = fields.Date("Lent until", help="Empty: it is given, not lent.")
    note = fields.Char("Remark")
    signer = fields.Char(default=lambda self: self.env.user.name, export_string_translation=False)
    signature = fields.Binary(attachment=False)

    @api.depends("custody_ids")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.custody_ids.company_id[:1]

    @api.depends("custody_ids", "what")
    def _compute_can_lend(self):
        for wizard in self:
            holders = wizard.custody_ids.holder_id
            wizard.can_lend = wizard.what == "give" and not any(
                wizard.custody_ids._is_salesman(holder) for holder in holders
            )

    def action_sign(self):
        """Hand over, or take over, with this signature.

        Clause: R9
        """
        self.ensure_one()
        signature = self.with_context(bin_size=False).signature
        if self.what == "give":
            self.custody_ids.action_give(
                self.taker_id.id, signature, date_return=self.date_return, note=self.note
            )
        else:
            self.custody_ids.action_take(signature)
        return {"type": "ir.actions.act_window_close"}
