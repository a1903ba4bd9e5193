from odoo import api, fields, models
from odoo.exceptions import ValidationError

WEEKDAYS = [
    ("1", "Monday"),
    ("2", "Tuesday"),
    ("3", "Wednesday"),
    ("4", "Thursday"),
    ("5", "Friday"),
    ("6", "Saturday"),
    ("7", "Sunday"),
]


class ResCompany(models.Model):
    """When the weekly meeting is: Saturday at nine, unless a company says otherwise (W1.B)."""

    _inherit = "res.company"

    ops_meeting_weekday = fields.Selection(
        WEEKDAYS,
        "Day of the weekly meeting",
        default="6",
        required=True,
        help="Also where nobody works on this day (W1.B).",
    )
    ops_meeting_hour = fields.Float("Hour of the weekly meeting", default=9.0, help="In hours (W1.B).")

    @api.constrains("ops_meeting_hour")
    def _check_ops_meeting_hour(self):
        for company in self:
            if not 0 <= company.ops_meeting_hour < 24:
                raise ValidationError(
                    self.env._(
                        "%(company)s: the weekly meeting is between 0:00 and 23:59 (W1.B).",
                        company=company.name,
                    )
                )


class ResConfigSettings(models.TransientModel):
    """When the weekly meeting is."""

    _inherit = "res.config.settings"

    ops_meeting_weekday = fields.Selection(related="company_id.ops_meeting_weekday", readonly=False)
    ops_meeting_hour = fields.Float(related="company_id.ops_meeting_hour", readonly=False)
