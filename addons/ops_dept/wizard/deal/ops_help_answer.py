from odoo import fields, models
from odoo.exceptions import UserError


class OpsHelpAnswer(models.TransientModel):
    """Answers what one quotation asks a department, several lines in one form; then the next quotation's."""

    _name = "ops.help.answer"
    _description = "Answer questions"

    order_id = fields.Many2one("sale.order", "Quotation", required=True, readonly=True, ondelete="cascade")
    department = fields.Char(required=True, readonly=True)
    partner_id = fields.Many2one(related="order_id.partner_id", related_sudo=True, string="Customer")
    request_ids = fields.Many2many("ops.help.request", "ops_help_answer_request_rel", string="Questions")

    def action_answer(self):
        """Give the answers that are complete; what is not filled in stays open. Then open what waits next.

        Clause: W2.C, W2.D

        :raises UserError: nothing is complete
        """
        self.ensure_one()
        waiting = self.request_ids.filtered(lambda request: request.state == "open")
        complete = waiting.filtered(lambda request: not request._get_answer_blocker())
        if not complete:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(product)s: %(problem)s",
                        product=request.product_id.display_name,
                        problem=request._get_answer_blocker(),
                    )
                    for request in waiting
                )
                or self.env._("Everything asked here is answered.")
            )
        complete.action_answer()
        return self.action_next()

    def action_next(self):
        """Open the questions of the next quotation that waits for this department; close when none does."""
        self.ensure_one()
        following = self.env["ops.help.request"]._get_next_open(self.department, besides=self.order_id)
        if not following:
            return {"type": "ir.actions.act_window_close"}
        return following._open_answer()
