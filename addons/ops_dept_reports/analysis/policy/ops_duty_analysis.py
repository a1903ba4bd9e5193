from odoo import api, fields, models
from odoo.tools import SQL

# pylint only looks for add-ons in Odoo's own folders
from odoo.addons.ops_dept.tools.access import without  # pylint: disable=no-name-in-module

OUTCOMES = [
    ("on_time", "In time"),
    ("late", "Late"),
    ("missed", "Missed"),
    ("waived", "Waived"),
    ("open", "Not due yet"),
]


class OpsDutyAnalysis(models.Model):
    """How duties are kept: one row per duty of the ledger, seen by whoever sees the duty.

    The rate counts what was due: done in time, against done late, still owed after its time, and missed. What
    was waived or is not due yet counts on neither side.
    """

    _name = "ops.duty.analysis"
    _description = "Duties in time"
    _auto = False
    _order = "date_due desc, id desc"
    _rec_name = "clause_id"
    _depends = {
        "ops.obligation": [
            "clause_id", "company_id", "date_due", "late_hours", "met_by_id", "owner_id", "state", "team_id"
        ],
    }  # fmt: skip

    clause_id = fields.Many2one("ops.clause", readonly=True)
    user_id = fields.Many2one("res.users", "Person", readonly=True, help="Who owed it, else who did it.")
    team_id = fields.Many2one("crm.team", "Sales team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    date_due = fields.Datetime("Due", readonly=True)
    outcome = fields.Selection(OUTCOMES, readonly=True)
    on_time = fields.Float("In time (%)", readonly=True, aggregator="avg", digits=(5, 1))
    late_hours = fields.Float("Late (working hours)", readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        ledger, now = self.env["ops.obligation"], SQL("now() AT TIME ZONE 'UTC'")
        return SQL(
            """
            SELECT o.id, o.clause_id, o.user_id, o.team_id, o.company_id, o.date_due, o.outcome, o.late_hours,
                   CASE WHEN o.outcome = 'on_time' THEN 100.0
                        WHEN o.outcome IN ('late', 'missed') THEN 0.0
                    END AS on_time
              FROM (SELECT duty.*, %(outcome)s AS outcome, %(person)s AS user_id FROM ops_obligation duty) o
            """,
            outcome=ledger._sql_outcome("duty", now),
            person=ledger._sql_person("duty"),
        )

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Who sees a duty sees its row: by the ledger's rules and by who may read the duty's document."""
        domain = self._get_visible(domain, bypass_access)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _get_visible(self, domain, bypass_access):
        if self.env.su or bypass_access:
            return domain
        duties = self.env["ops.obligation"]._search([])
        return fields.Domain(domain) & fields.Domain("id", "in", duties)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or result or not any(self._ids):
            return result
        hidden = self - self.browse(self.env["ops.obligation"].browse(self.ids)._filtered_access("read").ids)
        return without(self, operation, result, hidden)

    def action_open_duty(self):
        """Open the duty itself."""
        self.ensure_one()
        return self.env["ops.obligation"].browse(self.id)._get_records_action()
