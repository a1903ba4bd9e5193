from odoo import api, fields, models

from .ops_contract_volume import CODE


class OpsObligation(models.Model):
    """The volume of the month is owed by each team by the 5th of the next one, met when it is bound (R15)."""

    _inherit = "ops.obligation"

    _meetable_rows = ((330, "_meets_volume"),)
    _home_buttons = ((CODE, "_get_volume_button"),)

    @api.model
    def _meets_volume(self):
        return frozenset({CODE})

    def _get_volume_button(self):
        # sudo: who supports a team is no secret; what others share by their role they cannot read
        if self.env.user not in self.team_id.sudo().ops_support_ids:
            return {}
        return {"button": self.env._("Bind"), "method": "action_prepare_volume"}

    def action_prepare_volume(self):
        """Open the volume of the team and month that is owed, a new one where there is none.

        Clause: R15
        """
        self.ensure_one()
        volumes = self.env["ops.contract.volume"]
        is_owed = self.clause_id.code == CODE and self.team_id
        month = is_owed and self.period and fields.Date.to_date(f"{self.period}-01")
        team = self.team_id if is_owed else volumes._get_own_team()
        volume = volumes._open_of(team, month or volumes._get_month_to_bind())
        return volume._get_records_action(name=volume.display_name, target="current")


class OpsContractVolume(models.Model):
    """The ledger hears of a volume that was bound (R15)."""

    _inherit = "ops.contract.volume"

    def _meet_volume(self):
        for volume in self:
            self.env["ops.obligation"]._meet_repeated(
                CODE, volume.company_id, day=volume.date_from, team=volume.team_id
            )
