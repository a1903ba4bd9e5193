from odoo import api, fields, models


class OpsContract(models.Model):
    """What of a contract is invoiced, and what is left: with tax, in the contract's currency.

    Clause: W6.C
    """

    _inherit = "ops.contract"

    amount_invoiced = fields.Monetary(
        "Invoiced, with tax",
        compute="_compute_invoiced",
        compute_sudo=True,
        help="Posted invoices of its orders less their credit notes.",
    )
    amount_not_invoiced = fields.Monetary(
        "Not invoiced, with tax", compute="_compute_invoiced", compute_sudo=True
    )

    @api.depends("amount_total", "order_ids")
    def _compute_invoiced(self):
        """For screens: what is invoiced anywhere does not look for its contract."""
        for contract in self:
            orders = contract._get_covered_orders()
            contract.amount_invoiced = sum(
                contract._convert_amount(order, "amount_invoiced", contract.currency_id) for order in orders
            )
            contract.amount_not_invoiced = contract.amount_total - contract.amount_invoiced
