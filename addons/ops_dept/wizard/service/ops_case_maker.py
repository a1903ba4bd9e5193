from odoo import api, fields, models

from ...models.service.maker.ops_ticket_line import BACK


class OpsCaseMaker(models.TransientModel):
    """Asks purchasing which maker the goods go to, or what came back from him (W8.E, W9.E)."""

    _name = "ops.case.maker"
    _description = "Maker of the goods"

    line_id = fields.Many2one("ops.ticket.line", "Product of a case", required=True, readonly=True)
    what = fields.Selection([("send", "Send"), ("back", "Back")], required=True, readonly=True)
    maker_id = fields.Many2one(
        "res.partner", compute="_compute_maker_id", store=True, readonly=False, precompute=True
    )
    maker_number = fields.Char("Maker's number")
    date_maker_promised = fields.Date("Promised by the maker")
    answer = fields.Selection(BACK, "What came back")
    serial = fields.Char("New serial number")
    tracking = fields.Selection(related="line_id.tracking")

    @api.depends("line_id")
    def _compute_maker_id(self):
        for wizard in self:
            line = wizard.line_id
            # sudo: who sells us the product, the first on its list
            wizard.maker_id = line.maker_id or line.product_id.sudo().seller_ids[:1].partner_id

    def action_confirm(self):
        """Enter the transfer. Clauses: W8.E, W9.E"""
        self.ensure_one()
        if self.what == "send":
            return self.line_id.action_send(self.maker_id, self.maker_number, self.date_maker_promised)
        return self.line_id.action_back(self.answer, self.serial)
