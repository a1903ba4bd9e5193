from odoo import fields, models


class OpsVisit(models.Model):
    """What was seen at the customer: plates of machines, his stock, a drawing (V1.7, V3.5).

    The browser sends at most 1600 pixels a side; what comes another way is cut by Odoo's own limit for
    pictures (`base.image_autoresize_max_px`).
    """

    _inherit = "ops.visit"

    _report_fields = (("photo_ids",),)

    photo_ids = fields.Many2many(
        "ir.attachment",
        "ops_visit_photo_rel",
        string="Photos",
        copy=False,
        frozen="closed",
        help="From the camera, several at once; they are made smaller before they are sent.",
    )
