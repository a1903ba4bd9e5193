from odoo import api, fields, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part


class OpsHome(models.AbstractModel):
    """Originals on the first page: to take over, and to hand in for who carries them (R9)."""

    _inherit = "ops.home"

    _cards = (
        Part(14, "_get_originals_to_take_card"),
        Part(15, "_get_originals_to_hand_in_card", roles=("consultant",)),
    )

    @api.model
    def _get_originals_to_take_card(self):
        return self._originals_card(
            Domain("state", "=", "moving") & Domain("taker_id", "=", self.env.uid),
            "date_limit, id",
            key="originals_to_take",
            icon="fa-inbox",
            title=self.env._("Originals to take over"),
            action="ops_dept.ops_custody_action_take",
            row=self._get_original_to_take_row,
        )

    @api.model
    def _get_originals_to_hand_in_card(self):
        """What the user holds, and may hold for a day only: late is what he holds past the limit."""
        return self._originals_card(
            Domain("state", "in", ("held", "moving"))
            & Domain("holder_id", "=", self.env.uid)
            & Domain("date_carried", "!=", False),
            "date_hand_in, id",
            key="originals_to_hand_in",
            icon="fa-file-text-o",
            title=self.env._("Originals to hand in"),
            action="ops_dept.ops_custody_action_mine",
            row=self._get_original_to_hand_in_row,
        )

    @api.model
    def _originals_card(self, domain, order, row, **values):
        domain &= Domain("company_id", "=", self.env.company.id)
        return self._card("ops.custody", domain, order, row, vanishes=True, **values)

    @api.model
    def _get_original_to_take_row(self, original):
        return self._row(
            original,
            original.display_name,
            original.sudo().holder_id.name,  # sudo: a colleague's name
            since=fields.Datetime.to_string(original.date_held),
            is_late=bool(original.date_limit) and original.date_limit < fields.Datetime.now(),
            button=self.env._("Take Over"),
            method="action_open_take",
        )

    @api.model
    def _get_original_to_hand_in_row(self, original):
        moving = original.state == "moving"
        return self._row(
            original,
            original.display_name,
            original.sudo().partner_id.name or "",  # sudo: whose original he holds
            badge=self.env._("Held past the limit") if original.is_past_limit else "",
            since=fields.Datetime.to_string(original.date_carried),
            is_late=original.is_past_limit,
            button="" if moving else self.env._("Hand Over"),
            method="" if moving else "action_open_give",
        )
