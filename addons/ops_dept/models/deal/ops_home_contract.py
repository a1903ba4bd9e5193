from odoo import api, models
from odoo.fields import Domain


class OpsHome(models.AbstractModel):
    """My contracts on which the next step is mine."""

    _inherit = "ops.home"

    @api.model
    def _get_cards(self):
        cards = super()._get_cards()
        if self.env["ops.contract"]._ops_may_submit():
            cards.append(self._get_contracts_card())
        return cards

    @api.model
    def _get_contracts_card(self):
        """As the salesperson: to submit or to sign; as sales support: to enter what is signed or approved."""
        contracts = self.env["ops.contract"]
        mine = Domain("user_id", "=", self.env.uid) & (
            Domain("state", "in", ("refused", "issued", "negotiating"))
            | Domain("state", "=", "approved") & Domain("kind", "=", "formal")
        )
        if contracts._ops_has_role("sales_support"):
            mine |= Domain("state", "=", "signed") | Domain("state", "=", "approved") & Domain(
                "kind", "!=", "formal"
            )
        return self._card(
            "ops.contract",
            mine & Domain("company_id", "in", list(self.env["res.company"]._ops_companies_on())),
            "date_issued, id",
            self._get_contract_row,
            key="contracts",
            icon="fa-handshake-o",
            title=self.env._("My contracts: next step is mine"),
            empty=self.env._("No contract waits for you"),
            action="ops_dept.ops_contract_action",
        )

    @api.model
    def _get_contract_row(self, contract):
        _ = self.env._
        if contract.state == "signed" or (contract.state == "approved" and contract.kind != "formal"):
            step = _("Enter it: confirm its orders")
        else:
            step = {
                "issued": _("Not submitted yet"),
                "negotiating": _("Being negotiated: submit it when the points are settled"),
                "refused": _("Refused: correct it and submit again"),
                "approved": _("Approved: have it signed"),
            }[contract.state]
        return self._row(
            contract,
            f"{contract.name} · {contract.partner_id.display_name}",
            step,
            amount=contract.currency_id.format(contract.amount_total),
            is_late=contract.state == "refused",
        )
