from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

READ = ["company_id", "user_id", "team_id", "channel", "state", "date_start", "date_agreed"]
# A visit counts where it was agreed for; else where it stands.
DAY = SQL("COALESCE(v.date_agreed, v.date_start)")
# On another day of the plan; its beginning is a midnight of the company.
MOVED = SQL(
    "floor(extract(epoch FROM v.date_start - p.moment_from) / 86400)"
    " != floor(extract(epoch FROM v.date_agreed - p.moment_from) / 86400)"
)
DONE = SQL("v.state IN ('reported', 'reviewed')")


class OpsWorkPlan(models.Model):
    """Planned and done, counted from the visits: persons add up to their team, weeks to months (W1.C, H6)."""

    _inherit = "ops.work.plan"

    visit_ids = fields.Many2many("ops.visit", string="Visits", compute="_compute_visit_ids")
    visit_count = fields.Integer(
        "Number of visits", compute="_compute_counts", export_string_translation=False
    )
    agreed_count = fields.Integer("Agreed", compute="_compute_counts")
    done_count = fields.Integer("Done as agreed", compute="_compute_counts")
    moved_count = fields.Integer("Moved", compute="_compute_counts")
    dropped_count = fields.Integer("Dropped", compute="_compute_counts")
    added_count = fields.Integer(
        "Not in the plan", compute="_compute_counts", help="Visits that came to a confirmed plan later."
    )
    done_percent = fields.Float("Done in %", compute="_compute_counts", digits=(16, 1))

    @api.depends("scope", "user_id", "team_id", "moment_from", "moment_to", "state")
    def _compute_visit_ids(self):
        for plan in self:
            plan.visit_ids = plan._get_visits()

    def _get_visits(self):
        """Return the visits of this plan's time, the earliest first, as far as the user may read them."""
        self.ensure_one()
        return self.env["ops.visit"].search(self._get_visits_domain(), order="date_start, id")

    def _get_visits_domain(self):
        if not self.moment_from:
            return Domain.FALSE
        whose = (
            Domain("team_id", "=", self.team_id.id)
            if self.scope == "team"
            else Domain("user_id", "=", self.user_id.id)
        )
        return (
            whose
            & Domain("company_id", "=", (self.company_id or self.env.company).id)
            & Domain("channel", "=", "visit")
            & Domain("date_start", ">=", self.moment_from)
            & Domain("date_start", "<", self.moment_to)
        )

    @api.depends("scope", "user_id", "team_id", "moment_from", "moment_to", "state")
    def _compute_counts(self):
        counts = self._count_visits()
        for plan in self:
            total, agreed, done, moved, dropped, added = counts.get(plan._origin.id, (0,) * 6)
            plan.visit_count = total
            plan.agreed_count = agreed
            plan.done_count = done
            plan.moved_count = moved
            plan.dropped_count = dropped
            plan.added_count = added
            plan.done_percent = 100.0 * done / agreed if agreed else 0.0

    def _count_visits(self):
        """Return id → visits, agreed, done as agreed, moved, dropped, not in the plan; one statement for all.

        Numbers only, of visits that who reads the plan need not be allowed to open.
        """
        if not self._origin.ids:
            return {}
        self.env["ops.visit"].flush_model(READ)
        self.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT p.id,
                       count(*) FILTER (WHERE v.state != 'cancelled'),
                       count(v.date_agreed),
                       count(v.date_agreed) FILTER (WHERE %(done)s),
                       count(v.date_agreed) FILTER (WHERE v.state != 'cancelled' AND %(moved)s),
                       count(v.date_agreed) FILTER (WHERE v.state = 'cancelled'),
                       count(*) FILTER (WHERE v.date_agreed IS NULL AND v.state != 'cancelled')
                  FROM ops_work_plan p
                  JOIN LATERAL (
                       SELECT v.* FROM ops_visit v
                        WHERE p.scope = 'person' AND v.user_id = p.user_id AND %(common)s
                       UNION ALL
                       SELECT v.* FROM ops_visit v
                        WHERE p.scope = 'team' AND v.team_id = p.team_id AND %(common)s
                       ) v ON TRUE
                 WHERE p.id IN %(ids)s
                 GROUP BY p.id
                """,
                done=DONE,
                moved=MOVED,
                common=SQL(
                    "v.company_id = p.company_id AND v.channel = 'visit'"
                    " AND %s >= p.moment_from AND %s < p.moment_to",
                    DAY,
                    DAY,
                ),
                ids=tuple(self._origin.ids),
            )
        )
        return {plan_id: numbers for plan_id, *numbers in rows}

    def _get_summary(self):
        """Return what a head sees of the plan before he opens it."""
        parts = [self.display_name, self.env._("%s visits", self.visit_count)]
        goals = (self.goals or "").strip().split("\n")[0]
        return " · ".join(filter(None, (*parts, goals[:60])))

    def action_open_visits(self):
        """Open the visits of this plan in the calendar, where they are moved. Clause: W1.A"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "ops.visit",
            "views": [(False, "calendar"), (False, "list"), (False, "kanban"), (False, "form")],
            "domain": list(self._get_visits_domain()),
            "context": {
                "initial_date": fields.Datetime.to_string(self.moment_from),
                "default_channel": "visit",
                "default_user_id": self.user_id.id,
            },
        }
