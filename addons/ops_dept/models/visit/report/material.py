from odoo import api, fields, models

ARTICLES = [("kind", "=", "article")]


class OpsVisit(models.Model):
    """What the customer held in his hand and what stays with him: articles of the kit (V6.2, V3.3)."""

    _inherit = "ops.visit"

    shown_ids = fields.Many2many(
        "ops.checklist.item",
        "ops_visit_shown_item_rel",
        string="Material shown",
        domain=ARTICLES,
        frozen="closed",
        help="What the customer held in his hand (V6.2).",
    )
    left_ids = fields.Many2many(
        "ops.checklist.item",
        "ops_visit_left_item_rel",
        string="Material left",
        domain=ARTICLES,
        frozen="closed",
        help="What stays with the customer (V6.2).",
    )

    @api.model
    def _get_report_names(self):
        return (*super()._get_report_names(), "shown_ids", "left_ids")
