from odoo import api, fields, models
from odoo.exceptions import UserError

STATUSES = [("present", "Present"), ("excused", "Excused"), ("absent", "Absent")]
RESULTS = [("passed", "Passed"), ("repeat", "To be repeated"), ("attended", "Attended")]


class OpsMeetingAttendance(models.Model):
    """A person on the list of a meeting: whether he came, and what came of a training.

    Clauses: W1.B, M4.4
    """

    _name = "ops.meeting.attendance"
    _inherit = ["ops.document.line"]
    _description = "Person at a meeting"
    _order = "id"

    _document_field = "meeting_id"
    _lines_field = "attendance_ids"
    _ops_clause = "W1.B"

    meeting_id = fields.Many2one("ops.meeting", required=True, index=True, ondelete="cascade")
    user_id = fields.Many2one(
        "res.users",
        "Colleague",
        domain=[("share", "=", False)],
        index="btree_not_null",
        ondelete="restrict",
    )
    employee_id = fields.Many2one(
        "hr.employee",
        compute="_compute_employee_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Filled in of who has a login; chosen for who has none.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Person of a dealer or shop",
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_company", "=", False)],
    )
    status = fields.Selection(STATUSES, help="Empty: nobody said yet.")
    reason = fields.Char("Excused because")
    result = fields.Selection(RESULTS, help="Of a training.")
    note = fields.Char("Remark")
    company_id = fields.Many2one(related="meeting_id.company_id")
    kind = fields.Selection(related="meeting_id.kind")
    title = fields.Char(related="meeting_id.title")
    date_start = fields.Datetime(related="meeting_id.date_start", store=True)
    state = fields.Selection(related="meeting_id.state", string="Meeting stands at")

    _person_unique = models.UniqueIndex(
        "(meeting_id, user_id) WHERE user_id IS NOT NULL", "This person is on the list already."
    )
    _employee_idx = models.Index("(employee_id, date_start)")

    @api.depends("user_id")
    def _compute_employee_id(self):
        # sudo: which employee a colleague is; only his record's id gets out
        employees_sudo = self.env["hr.employee"].sudo()
        found = {
            (employee.user_id.id, employee.company_id.id): employee.id
            for employee in employees_sudo.search([("user_id", "in", self.user_id.ids)])
        }
        for line in self:
            if line.user_id:
                key = (line.user_id.id, line.meeting_id.sudo().company_id.id)  # sudo: its company
                line.employee_id = found.get(key, False)

    @api.depends("user_id", "employee_id", "partner_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line._get_person_name()

    def _get_person_name(self):
        # sudo: the name of who was there, for who reads the list
        line_sudo = self.sudo()
        return line_sudo.user_id.name or line_sudo.employee_id.name or line_sudo.partner_id.name or ""

    @api.constrains("user_id", "employee_id", "partner_id")
    def _check_person(self):
        for line in self:
            if not (line.user_id or line.employee_id or line.partner_id):
                raise UserError(
                    self.env._("Who was there? Choose a colleague or a person of a dealer (M4.4).")
                )

    def _fill_in_status(self):
        """Say of whom nobody said anything: who is away is excused, the others are there."""
        unsaid = self.filtered(lambda line: not line.status)
        away = self._get_away(unsaid)
        for line in unsaid:
            if line.user_id in away:
                line.write({"status": "excused", "reason": self.env._("Away")})
        (unsaid - unsaid.filtered("status")).write({"status": "present"})

    @api.model
    def _get_away(self, lines):
        """Return which of these people are away now by their absences."""
        now = fields.Datetime.now()
        # sudo: that a colleague is away is no secret
        absences_sudo = self.env["ops.absence"].sudo()
        return absences_sudo.search(
            [
                ("user_id", "in", lines.user_id.ids),
                ("date_start", "<=", now),
                ("date_stop", ">", now),
            ]
        ).user_id.sudo(False)
