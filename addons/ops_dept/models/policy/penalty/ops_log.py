from odoo import fields, models


class OpsLog(models.Model):
    """The way of a case stands in the log, for leaders and auditors (R16)."""

    _inherit = "ops.log"

    event = fields.Selection(
        selection_add=[
            ("proposed", "Proposed"),
            ("answered", "Answered"),
            ("notified", "Notified"),
            ("settled", "Settled"),
            ("appealed", "Appealed"),
            ("upheld", "Upheld"),
            ("repealed", "Repealed"),
        ],
        ondelete=dict.fromkeys(
            ("proposed", "answered", "notified", "settled", "appealed", "upheld", "repealed"), "cascade"
        ),
    )
