from odoo import fields, models


class OpsHelpAsk(models.TransientModel):
    """Asks for the words before technical is asked: one question per difficult line (W2.C)."""

    _name = "ops.help.ask"
    _description = "Ask technical"

    line_ids = fields.One2many("ops.help.ask.line", "ask_id", "Questions")

    def action_ask(self):
        """Ask about all lines, or about none when one of them says nothing.

        Clause: W2.C

        :raises UserError: a line has neither words nor the tick that none are needed
        """
        self.ensure_one()
        for order, lines in self.line_ids.grouped(lambda line: line.order_line_id.order_id).items():
            order._ops_ask_technical(
                {line.order_line_id: line.question for line in lines},
                plain=lines.filtered("is_plain").order_line_id,
            )
        return {"type": "ir.actions.act_window_close"}


class OpsHelpAskLine(models.TransientModel):
    """What technical has to know about one quotation line."""

    _name = "ops.help.ask.line"
    _description = "Ask technical about a line"

    ask_id = fields.Many2one("ops.help.ask", required=True, ondelete="cascade")
    order_line_id = fields.Many2one(
        "sale.order.line", "Quotation line", required=True, readonly=True, ondelete="cascade"
    )
    product_id = fields.Many2one(related="order_line_id.product_id")
    specification = fields.Text(related="order_line_id.ops_specification")
    question = fields.Text(help="What the department has to know: use, medium, ambient, drawing number …")
    is_plain = fields.Boolean(
        "The line says it all",
        help="Tick it where product and specification leave no question; technical states the model anyway.",
    )
