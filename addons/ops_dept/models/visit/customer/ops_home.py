from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...policy.home.ops_home import Part


class OpsHome(models.AbstractModel):
    """Key customers of whom nothing was heard for too long stand on their consultant's first page (R1)."""

    _inherit = "ops.home"

    _cards = (Part(110, "_get_situations_card", roles=("consultant", "market_specialist")),)

    @api.model
    def _get_situations_card(self):
        """Return the card, None where the clause does not hold."""
        if not self.env["ops.clause"]._is_in_force("R1", self.env.company):
            return None
        return self._card(
            "ops.customer",
            Domain("is_stale", "=", True)
            & Domain("importance", "=", "key")
            & Domain("company_id", "=", self.env.company.id)
            & Domain("partner_id.user_id", "=", self.env.uid)
            & Domain("partner_id.active", "=", True),
            "date_known, id",
            self._get_situation_row,
            key="situations",
            icon="fa-industry",
            title=self.env._("Key customers: what is new?"),
            vanishes=True,
            action="ops_dept.ops_customer_action_stale",
        )

    @api.model
    def _get_situation_row(self, customer):
        _ = self.env._
        known = bool(customer.situation)
        text = (
            _("Last heard on %s", format_date(self.env, customer.date_known)) if known else _("Nothing known")
        )
        return self._row(
            customer,
            customer.display_name,
            f"{text} · {customer.situation}" if known else text,
            button=_("Unchanged") if known else _("Write"),
            method="action_situation_unchanged" if known else "action_open_situation",
        )
