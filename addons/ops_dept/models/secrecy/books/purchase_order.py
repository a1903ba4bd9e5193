from odoo import api, models


class PurchaseOrder(models.Model):
    """Warehouse and technical read purchase orders for their receipts: what and when, not for how much
    (DESIGN §11).
    """

    _name = "purchase.order"
    _inherit = ["purchase.order", "ops.cost.secret"]

    _ops_cost_fields = frozenset(
        {"amount_untaxed", "amount_tax", "amount_total", "amount_total_cc", "tax_totals"}
    )
    _ops_cost_open_to_portal = True  # vendors see the prices of their own orders

    @api.depends_context("uid")
    def _compute_display_name(self):
        """Core's name of an order ends with its amount when the client asks so; names are read in superuser
        mode.
        """
        if not self.env.context.get("show_total_amount") or not self.sudo(False)._ops_cost_hidden():
            return super()._compute_display_name()
        plain = self.with_context(show_total_amount=False)
        super(PurchaseOrder, plain)._compute_display_name()
        for order, named in zip(self, plain, strict=True):
            order.display_name = named.display_name
        return None

    def _mail_get_operation_for_mail_message_operation(self, message_operation):
        """Mails to the vendor state amounts: who may not know them reads the chatter only of orders he may
        write.
        """
        operations = super()._mail_get_operation_for_mail_message_operation(message_operation)
        if message_operation == "read" and self.sudo(False)._ops_cost_hidden():
            return dict.fromkeys(operations, "write")
        return operations
