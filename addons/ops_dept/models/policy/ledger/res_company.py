from odoo import api, fields, models, tools
from odoo.tools import SQL

from ....tools.removal import is_uninstalling


class ResCompany(models.Model):
    """Obligations pause while the rulebook is off: nothing becomes late and the time does not count."""

    _inherit = "res.company"

    _ops_turned_on = ((90, "_ops_resume_obligations"),)
    _ops_turned_off = ((90, "_ops_pause_obligations"),)

    ops_date_paused = fields.Datetime("Obligations paused since", readonly=True, copy=False)

    @api.model
    @tools.ormcache()
    def _ops_companies_with_ledger(self):
        """Return the ids of the companies that may owe something: switched on, or paused since."""
        if is_uninstalling(self.env):
            return frozenset()
        self.env["res.company"].flush_model(["ops_rulebook", "ops_date_paused"])
        rows = self.env.execute_query(
            SQL("SELECT id FROM res_company WHERE ops_rulebook OR ops_date_paused IS NOT NULL")
        )
        return frozenset(row[0] for row in rows)

    def _ops_pause_obligations(self):
        # sudo: rulebook administrators may turn the switch without being able to write companies
        self.sudo().ops_date_paused = fields.Datetime.now()

    def _ops_resume_obligations(self):
        """Give back the time in which the rulebook was off: due dates move on, lateness does not grow.

        What was moved so is not counted from its start any more: a holiday entered later leaves it there.
        """
        for company in self:
            company._ops_give_time_back()

    def _ops_give_time_back(self):
        company_sudo = self.sudo()  # sudo: as above; the ledger itself is closed to everybody
        paused, now = company_sudo.ops_date_paused, fields.Datetime.now()
        company_sudo.ops_date_paused = False
        if not paused or paused >= now:
            return
        ledger_sudo = self.env["ops.obligation"].sudo()
        ledger_sudo.flush_model()
        off = self.resource_calendar_id._ops_hours_between([(paused, now)], self)[0]
        self.env.cr.execute(
            SQL(
                "UPDATE ops_obligation SET paused_hours = COALESCE(paused_hours, 0) + %s"
                " WHERE company_id = %s AND (state = 'late' OR state = 'open' AND date_due <= %s)",
                off,
                self.id,
                paused,
            )
        )
        dues = self.env.execute_query(
            SQL(
                "SELECT DISTINCT date_due FROM ops_obligation"
                " WHERE company_id = %s AND state = 'open' AND date_due > %s",
                self.id,
                paused,
            )
        )
        old_dues = [due for (due,) in dues]
        new_dues = self.resource_calendar_id._ops_moved(old_dues, paused, now, self)
        moved = zip(old_dues, new_dues, strict=True)
        for batch in tools.split_every(1000, moved, list):
            values = SQL(", ").join(SQL("(%s::timestamp, %s::timestamp)", old, new) for old, new in batch)
            self.env.cr.execute(
                SQL(
                    "UPDATE ops_obligation o SET date_due = v.new, date_start = NULL"
                    " FROM (VALUES %s) AS v(old, new)"
                    " WHERE o.company_id = %s AND o.state = 'open' AND o.date_due = v.old",
                    values,
                    self.id,
                )
            )
        ledger_sudo.invalidate_model(["date_due", "date_start", "paused_hours"])
