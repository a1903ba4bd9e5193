from odoo import fields, models

from ..ledger.ops_obligation import LIVE


class OpsObligation(models.Model):
    """An obligation that stands still: it has no due date until it goes on, so it is late nowhere."""

    _inherit = "ops.obligation"

    date_paused = fields.Datetime("Stands still since", readonly=True)
    date_due_paused = fields.Datetime(
        "Due before it stood still", readonly=True, help="Until when it was owed when its time was stopped."
    )

    def _pause(self):
        """Stop the time of what is not late yet; what is late stays so, only its pause will not count."""
        now = fields.Datetime.now()
        running = self.filtered(lambda owed: owed.state in LIVE and not owed.date_paused)
        for obligation in running:
            vals = {"date_paused": now}
            if obligation.state == "open" and obligation.date_due and obligation.date_due > now:
                vals.update(date_due_paused=obligation.date_due, date_due=False, date_start=False)
            obligation.write(vals)
        return running

    def _resume(self):
        """Let the time run on; a holiday entered later leaves the new due date where it is."""
        now = fields.Datetime.now()
        paused = self.filtered("date_paused")
        for (company, since), obligations in paused.grouped(
            lambda owed: (owed.company_id, owed.date_paused)
        ).items():
            calendar = company.resource_calendar_id
            timed = obligations.filtered("date_due_paused")
            dues = calendar._ops_moved(timed.mapped("date_due_paused"), since, now, company)
            for obligation, due in zip(timed, dues, strict=True):
                obligation.write({"date_due": due, "date_due_paused": False})
            late = obligations.filtered(lambda owed: owed.state == "late")
            hours = late and calendar._ops_hours_between([(since, now)], company)[0]
            for obligation in late:
                obligation.paused_hours += hours
        paused.date_paused = False
        return paused
