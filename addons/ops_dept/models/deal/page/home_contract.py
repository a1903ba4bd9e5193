from odoo import api, models
from odoo.tools import format_datetime

from ...policy.home.ops_home import Part
from ..contract.ops_contract import FEASIBILITY


class OpsHome(models.AbstractModel):
    """Contracts: those to draw for sales support, and those on which the next step is mine."""

    _inherit = "ops.home"

    _cards = (
        Part(160, "_get_contracts_card", submits="ops.contract"),
        Part(170, "_get_to_contract_card", roles=("sales_support",)),
    )

    # ------------------------------------------------------------------
    # To draw
    # ------------------------------------------------------------------
    @api.model
    def _get_to_contract_card(self):
        """Approved quotations without contract: first those for which the salesperson asked."""
        return self._card(
            "sale.order",
            self.env["sale.order"]._ops_to_contract_domain(),
            "ops_date_contract_asked, ops_date_accepted, ops_date_approved, id",
            self._get_to_contract_row,
            key="to_contract",
            icon="fa-file-text",
            title=self.env._("Approved: contract to draw"),
            empty=self.env._("Every approved quotation has its contract"),
            action="ops_dept.sale_order_action_to_contract",
        )

    @api.model
    def _get_to_contract_row(self, order):
        _ = self.env._
        asked, accepted = order.ops_date_contract_asked, order.ops_date_accepted
        if asked:
            when = format_datetime(self.env, asked, dt_format="short")
            # sudo: the name of a colleague
            text = _("%(who)s asked for it on %(date)s", who=order.sudo().user_id.name or "-", date=when)
        elif accepted:
            text = _("The customer accepted on %s", format_datetime(self.env, accepted, dt_format="short"))
        else:
            text = _("With the customer, nobody asked for it yet")
        return self._row(
            order,
            f"{order.name} · {order.partner_id.display_name}",
            text,
            **self._untaxed(order.currency_id, order.amount_untaxed),
            badge=_("Customer agrees") if asked or accepted else "",
            button=_("Issue Contract"),
            method="action_ops_issue_contract",
        )

    # ------------------------------------------------------------------
    # Under way
    # ------------------------------------------------------------------
    @api.model
    def _get_contracts_card(self):
        """As the salesperson: to submit or to sign; as sales support: to enter, to archive."""
        suffix = "_support" if self.env.user._ops_has_role("sales_support") else ""
        return self._card(
            "ops.contract",
            self.env["ops.contract"]._ops_my_next_domain(),
            "state desc, date_issued, id",
            self._get_contract_row,
            key="contracts",
            icon="fa-handshake-o",
            title=self.env._("My contracts: next step is mine"),
            empty=self.env._("No contract waits for you"),
            action=f"ops_dept.ops_contract_action_my_next{suffix}",
        )

    @api.model
    def _get_contract_row(self, contract):
        text, button, *method = self._get_contract_step(contract)
        return self._row(
            contract,
            f"{contract.name} · {contract.partner_id.display_name}",
            text,
            **self._untaxed(contract.currency_id, contract.amount_untaxed),
            is_late=contract.state == "refused" or contract._is_deviation_refused(),
            button=button,
            method=method[0] if method else "",
        )

    @api.model
    def _get_contract_step(self, contract):
        """Return what the user does next about a contract: text, button, its action (none: the form)."""
        _ = self.env._
        if contract._is_deviation_refused():
            return _("A deviation was refused: take it back or negotiate another value"), _("Negotiate")
        if contract.state == "signed" or (contract.state == "approved" and contract.kind != "formal"):
            return _("Enter it: confirm its orders"), _("Enter")
        if contract.state == "entered" and contract.kind != "formal":
            return _("Ordered without contract: one is to come"), _("Issue Contract"), "action_issue_formal"
        if contract.state == "entered":
            return _("Entered: put the original into the archive"), _("Archive")
        if contract.state == "approved":
            return _("Approved: have it signed"), _("Sign")
        if contract.state == "refused":
            return _("Refused: correct it and submit again"), _("Correct")
        if contract.kind == "formal" and not all(contract[f"feasible_{name}"] for name in FEASIBILITY):
            return _("Fill in what is feasible, then submit"), _("Fill In")
        if contract.state == "negotiating":
            return _("Being negotiated: submit it when the points are settled"), _("Submit")
        return _("Not submitted yet"), _("Submit")
