from odoo import api, models
from odoo.exceptions import UserError

from .ops_contract import ENDED, OPEN


class SaleOrder(models.Model):
    """Orders come under a contract while it is open, never afterwards (W3.D).

    What it promises is kept by `sale_order_change.py`.
    """

    _inherit = "sale.order"

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        linked = orders.filtered("ops_contract_id")
        if linked:
            linked._ops_check_link(self.env["ops.contract"])
        return orders

    def write(self, vals):
        if "ops_contract_id" not in vals:
            return super().write(vals)
        before = {order: order.ops_contract_id for order in self}
        result = super().write(vals)
        for order, contract in before.items():
            if order.ops_contract_id != contract:
                order._ops_check_link(contract)
        self.filtered("ops_contract_id")._ops_end_contract_request()
        return result

    def _ops_refuse_deletion(self):
        """An order that a contract promises is cancelled, not deleted. Clause: W3.D"""
        for order in self._ops_contracted():
            raise UserError(
                self.env._(
                    "%(order)s belongs to %(contract)s and is kept: cancel it instead (W3.D).",
                    order=order.display_name,
                    contract=order._ops_governing_contract().display_name,
                )
            )
        return super()._ops_refuse_deletion()

    def _ops_check_link(self, before):
        """Orders come under a contract while it is open, and leave it while it is open or when it ended.

        Clause: W3.D
        """
        left = before.sudo().filtered(lambda contract: contract.state not in ENDED)  # sudo: as below
        for order in self.sudo():  # sudo: the contract's state decides, whoever writes
            for contract in left | order.ops_contract_id:
                if contract._ops_filter_on() and contract.state not in OPEN:
                    raise UserError(
                        self.env._(
                            "%(order)s: %(contract)s stands at “%(state)s”, its orders stay as they were "
                            "decided. %(way)s",
                            way=contract._ops_way_to_change(),
                            order=order.display_name,
                            contract=contract.display_name,
                            state=contract._ops_state_label(),
                        )
                    )
            customer = order.partner_id.commercial_partner_id
            if order.ops_contract_id and order.ops_contract_id.partner_id.commercial_partner_id != customer:
                raise UserError(
                    self.env._(
                        "%(order)s is for another customer than %(contract)s (W3.D).",
                        order=order.display_name,
                        contract=order.ops_contract_id.display_name,
                    )
                )

    def _ops_link_contract(self, contract):
        """Bring orders under another contract, past the guards; called by the contract's own moves only."""
        if self:
            self._ops_write_state({"ops_contract_id": contract.id})

    @api.model
    def _ops_watched(self):
        return super()._ops_watched() | {"ops_contract_id"}
