from datetime import timedelta

from odoo import api, fields, models

from .ops_selfcheck import Check

# How long mail may have failed to be worth a word.
MAIL_DAYS = 7
# How long a scheduled job may be overdue: the scheduler stands still.
CRON_HOURS = 24


class OpsSelfcheck(models.AbstractModel):
    """Whether what runs by itself does: mail, printing, scheduled jobs."""

    _inherit = "ops.selfcheck"

    _checks = (
        Check(70, "_check_mail"),
        Check(80, "_check_print"),
        Check(90, "_check_crons"),
    )

    @api.model
    def _check_mail(self):
        _ = self.env._
        since = fields.Datetime.now() - timedelta(days=MAIL_DAYS)
        failed = self.env["mail.mail"].search_count([("state", "=", "exception"), ("date", ">=", since)])
        problem = ""
        if not self.env["ir.mail_server"].search_count([], limit=1):
            problem = _("No outgoing mail server: digests reach only those who read them here. Enter one.")
        elif failed:
            problem = _("%(count)s mails of the last week could not be sent. Test the server.", count=failed)
        return self._found(
            _("Mail"),
            problem,
            _("Mail goes out."),
            "base.action_ir_mail_server_list",
            is_bad=bool(failed),
        )

    @api.model
    def _check_print(self):
        _ = self.env._
        state = self.env["ir.actions.report"].get_wkhtmltopdf_state()
        return self._found(
            _("Printing"),
            state not in ("ok", "workers")
            and _(
                "The print engine wkhtmltopdf is missing, too old or broken (%(state)s): papers cannot be "
                "printed. Install 0.12.3 or later with patched Qt on the server.",
                state=state,
            ),
            _("The print engine works."),
        )

    @api.model
    def _check_crons(self):
        """A job switched off, failing, or overdue: deadlines and digests stand still."""
        _ = self.env._
        ids = (
            self.env["ir.model.data"]
            .search([("module", "=like", "ops_dept%"), ("model", "=", "ir.cron")])
            .mapped("res_id")
        )
        jobs = self.env["ir.cron"].with_context(active_test=False).browse(ids).exists()
        late = fields.Datetime.now() - timedelta(hours=CRON_HOURS)
        ill = {
            _("switched off"): jobs.filtered(lambda job: not job.active),
            _("failing"): jobs.filtered(lambda job: job.active and job.failure_count),
            _("overdue"): jobs.filtered(lambda job: job.active and job.nextcall < late),
        }
        found = [f"{why}: {', '.join(some.mapped('cron_name'))}" for why, some in ill.items() if some]
        return self._found(
            _("Scheduled jobs"),
            found
            and _(
                "%(jobs)s. Deadlines and digests wait for them: switch them on and run them once.",
                jobs="; ".join(found),
            ),
            _("All scheduled jobs of the rulebook run."),
            {
                "type": "ir.actions.act_window",
                "name": _("Scheduled jobs"),
                "res_model": "ir.cron",
                "views": [[False, "list"], [False, "form"]],
                "domain": [["id", "in", jobs.ids]],
                "context": {"active_test": False},
            },
        )
