from odoo import api, fields, models
from odoo.tools import SQL


class OpsTrainingState(models.Model):
    """How an employee stands with his training: a row for each, read from the meetings.

    Clause: M4.4
    """

    _name = "ops.training.state"
    _description = "Training of employees"
    _auto = False
    _order = "is_untrained desc, date_joined, id"

    _depends = {
        "hr.employee": ["active", "name", "company_id"],
        "ops.meeting": ["kind", "state"],
        "ops.meeting.attendance": ["employee_id", "status", "meeting_id", "date_start"],
    }

    name = fields.Char("Employee", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    date_joined = fields.Date("Here since", readonly=True)
    training_count = fields.Integer("Trainings", readonly=True, aggregator="sum")
    date_trained = fields.Datetime("Last training", readonly=True)
    is_untrained = fields.Boolean(
        "New, without training",
        readonly=True,
        help="Longer here than the days in Settings, never trained (M4.4).",
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT e.id, e.name, e.company_id, joined.day AS date_joined,
                   COALESCE(trained.count, 0) AS training_count, trained.last AS date_trained,
                   trained.count IS NULL AND joined.day <= CURRENT_DATE - c.ops_training_days AS is_untrained
              FROM hr_employee e
              JOIN res_company c ON c.id = e.company_id
              JOIN LATERAL (
                       SELECT COALESCE(MIN(v.contract_date_start), e.create_date::date) AS day
                         FROM hr_version v WHERE v.employee_id = e.id
                   ) joined ON TRUE
         LEFT JOIN (
                       SELECT a.employee_id, count(*) AS count, max(a.date_start) AS last
                         FROM ops_meeting_attendance a
                         JOIN ops_meeting m ON m.id = a.meeting_id
                        WHERE m.kind = 'training' AND m.state = 'held' AND a.status = 'present'
                     GROUP BY a.employee_id
                   ) trained ON trained.employee_id = e.id
             WHERE e.active
            """
        )

    def action_open_record(self):
        """Open what the employee was trained in. Clause: M4.4"""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "ops_dept.ops_meeting_attendance_action_training"
            ),
            "name": self.name,
            "domain": [("employee_id", "=", self.id), ("meeting_id.kind", "=", "training")],
        }

    @api.model
    def _get_untrained_domain(self):
        return [("is_untrained", "=", True), ("company_id", "=", self.env.company.id)]
