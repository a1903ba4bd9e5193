from odoo import api, models


class OpsObligation(models.Model):
    """What specialists owe each year: the summary, met when their head files it (M7.4)."""

    _inherit = "ops.obligation"

    _meetable_rows = ((404, "_meets_annual"),)

    @api.model
    def _meets_annual(self):
        return frozenset({"M7.4"})

    _home_buttons = (("M7.4", "_get_summary_button"),)

    def _get_summary_button(self):
        if self.owner_id != self.env.user:
            return {}
        return {"button": self.env._("Write It"), "method": "action_write_summary"}

    def action_write_summary(self):
        """Open the user's summary of the year.

        Clause: M7.4
        """
        return self.env["ops.work.report"].action_open_mine()

    @api.model
    def _meet_missed(self, report):
        """Of a summary that was handed in in time and filed after the year, nobody missed anything.

        :param report: ops.work.report, filed now; who may was checked
        """
        # sudo: the ledger is closed to everybody; the room that met it decides
        missed_sudo = self.sudo().search(
            [
                ("clause_id.code", "=", "M7.4"),
                ("step", "=", False),
                ("company_id", "=", report.company_id.id),
                ("owner_id", "=", report.user_id.id),
                ("period", "=", str(report.year)),
                ("state", "=", "missed"),
                ("date_due", ">=", report.date_handed),
            ]
        )
        if not missed_sudo:
            return missed_sudo
        missed_sudo.waive_reason = self.env._("Handed in in time, filed later.")
        missed_sudo._excuse()
        missed_sudo.write(
            {
                "state": "met",
                "date_met": report.date_handed,
                "met_by_id": self.env.uid,
                "date_violated": False,
            }
        )
        return missed_sudo
