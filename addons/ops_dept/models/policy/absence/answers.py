from odoo import api, fields, models, tools

# What an absence hands over: the decisions that wait for somebody, what he owes, or both.
SCOPES = {
    "approvals": frozenset({"approvals"}),
    "duties": frozenset({"duties"}),
    "both": frozenset({"approvals", "duties"}),
}


class OpsAbsence(models.Model):
    """Who acts for whom, kept until an absence or a user changes: asked by every list of approvals."""

    _inherit = "ops.absence"

    @api.model
    @tools.ormcache()
    def _get_rows(self):
        """Return the absences that are not over, kept until one changes or a user does: (who, deputy or 0,
        what is handed over, begin, end).

        A deputy who has left acts for nobody.
        """
        # sudo: who acts for whom is asked for everybody, only ids get out
        absences_sudo = self.sudo().search([("date_stop", ">", fields.Datetime.now())], order="id")
        return tuple(
            (
                absence.user_id.id,
                absence.deputy_id.id if absence.deputy_id.active and not absence.deputy_id.share else 0,
                SCOPES[absence.scope],
                absence.date_start,
                absence.date_stop,
            )
            for absence in absences_sudo.with_context(active_test=False)
            if absence.date_start < absence.date_stop
        )

    @api.model
    @tools.ormcache()
    def _get_deputies_ever(self):
        """Return the ids of all who were ever a deputy for approvals: they keep reading what they decided."""
        # sudo: ids only
        groups = self.sudo()._read_group([("scope", "!=", "duties")], ["deputy_id"])
        return frozenset(deputy.id for (deputy,) in groups)

    @api.model
    def _forget_answers(self):
        """Let who acts be found anew; called before the checks, so that a refusal leaves nothing behind."""
        self.env.registry.clear_cache()
        self.env["tier.review"].invalidate_model(["ops_is_mine", "ops_is_acted", "ops_todo_by"])
        self.env["ops.obligation"].invalidate_model(["is_mine", "responsible"])
