from odoo import api, fields, models
from odoo.exceptions import UserError


class OpsContract(models.Model):
    """What comes after a contract is entered: its goods are released."""

    _inherit = "ops.contract"

    can_request_release = fields.Boolean(compute="_compute_can_request_release")

    @api.depends("state", "order_ids.ops_can_request_release")
    @api.depends_context("uid")
    def _compute_can_request_release(self):
        for contract in self:
            contract.can_request_release = contract.state == "entered" and any(
                contract.order_ids.mapped("ops_can_request_release")
            )

    def action_request_release(self):
        """Open the release of this contract's order; with several, the orders that are still to release.

        Clause: W4.C

        :raises UserError: for who reads none of its orders, or when nothing is left to release
        """
        self.ensure_one()
        orders = self.order_ids.filtered("ops_can_request_release")
        if len(orders) > 1:
            action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.sale_order_action_to_release")
            return {**action, "domain": [("id", "in", orders.ids)]}
        orders = orders or self.order_ids
        if not orders:
            raise UserError(self.env._("A release is requested by sales support (W4.C)."))
        if len(orders) > 1:
            raise UserError(
                self.env._(
                    "%(order)s: all its goods are released or asked for already (W4.C).",
                    order=self.display_name,
                )
            )
        return orders.action_ops_request_release()
