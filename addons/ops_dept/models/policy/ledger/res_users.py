from odoo import fields, models


class ResUsers(models.Model):
    """Until which day a person was told what is due: one digest a day."""

    _inherit = "res.users"

    ops_date_digest = fields.Date(
        "Last digest of obligations",
        readonly=True,
        copy=False,
        groups="ops_dept.ops_dept_group_admin",
        help="When the person was last told what is due: one digest a day, however often the job runs.",
    )
