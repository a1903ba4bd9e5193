from odoo import api, models
from odoo.fields import Domain

from ..contract.ops_contract import OPEN
from ..quotation.states import QUOTED


class OpsHome(models.AbstractModel):
    """The deal's part of what leaders, auditors and the administrator read on their first page."""

    _inherit = "ops.home"

    @api.model
    def _get_line_rows(self):
        _ = self.env._
        quotation = Domain("state", "in", QUOTED)
        approved = quotation & Domain("ops_approval_state", "=", "approved")
        without = self.env["sale.order"]._ops_without_contract_domain()
        decided = Domain("state", "=", "submitted")
        return [
            *super()._get_line_rows(),
            self._line_row(_("Inquiries open"), "crm.lead", Domain("won_status", "=", "pending")),
            self._line_row(_("Bids being decided"), "ops.bid", decided),
            self._line_row(
                _("Quotations being decided"),
                "sale.order",
                quotation & Domain("ops_approval_state", "=", "submitted"),
            ),
            self._line_row(_("Quotations approved, without contract"), "sale.order", approved & without),
            self._line_row(
                _("Contracts being negotiated"),
                "ops.contract",
                Domain("state", "in", OPEN),
            ),
            self._line_row(_("Contracts being decided"), "ops.contract", decided),
            self._line_row(_("Contracts to sign"), "ops.contract", Domain("state", "=", "approved")),
            self._line_row(_("Contracts to enter"), "ops.contract", Domain("state", "=", "signed")),
        ]

    @api.model
    def _get_register_rows(self):
        _ = self.env._
        return [
            *super()._get_register_rows(),
            self._list_row(_("Bids"), "ops_dept.ops_bid_action"),
            self._list_row(_("Quotations"), "ops_dept.sale_order_action_quotations"),
            self._list_row(_("Contract register"), "ops_dept.ops_contract_action_register"),
            self._list_row(_("Deviations"), "ops_dept.ops_contract_deviation_action"),
        ]

    @api.model
    def _get_setup_rows(self):
        """Add the teams without manager or support, and which products are asked about."""
        _ = self.env._
        # sudo: how many there are; the administrator need not be in sales
        teams_sudo = self.env["crm.team"].sudo()
        here = Domain("company_id", "in", (False, self.env.company.id))
        lacking = teams_sudo.search_count(
            here & (Domain("user_id", "=", False) | Domain("ops_support_ids", "=", False))
        )
        products_sudo = self.env["product.template"].sudo()  # sudo: as above
        key = products_sudo.search_count(here & Domain("ops_is_key", "=", True))
        difficult = products_sudo.search_count(here & Domain("ops_is_difficult", "=", True))
        teams = "sales_team.crm_team_action_config" if teams_sudo.sudo(False).has_access("write") else ""
        return [
            *super()._get_setup_rows(),
            self._list_row(
                _("Sales teams"),
                teams,
                _("%s without manager or sales support", lacking) if lacking else _("all have theirs"),
                is_late=bool(lacking),
            ),
            self._list_row(
                _("Products"), "", _("%(key)s key, %(difficult)s difficult", key=key, difficult=difficult)
            ),
        ]
