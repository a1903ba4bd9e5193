from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError

from ..contract.ops_contract import ENDED, OPEN


class SaleOrder(models.Model):
    """Orders come under a contract while it is open, never afterwards (W3.D).

    What it promises is kept by `change.py`.
    """

    _inherit = "sale.order"

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    def _ops_check_link_created(self, _vals_list):
        linked = self.filtered("ops_contract_id")
        if linked:
            linked._ops_check_link(self.env["ops.contract"])

    @contextmanager
    def _ops_linking_contract(self, vals):
        if "ops_contract_id" not in vals:
            yield
            return
        before = {order: order.ops_contract_id for order in self}
        yield
        for order, contract in before.items():
            if order.ops_contract_id != contract:
                order._ops_check_link(contract)
        self.filtered("ops_contract_id")._ops_end_contract_request()

    def _ops_refuse_deleting_contracted(self):
        """An order that a contract promises is cancelled, not deleted. Clause: W3.D"""
        for order in self._ops_filter_contracted():
            raise UserError(
                self.env._(
                    "%(order)s belongs to %(contract)s and is kept: cancel it instead (W3.D).",
                    order=order.display_name,
                    contract=order._ops_governing_contract().display_name,
                )
            )

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
                            way=contract._get_way_to_change(),
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
            self._stamp({"ops_contract_id": contract.id})
            self._ops_follow_contract()
