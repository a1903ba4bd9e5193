from urllib.parse import quote

from odoo import api, fields, models
from odoo.fields import Domain


class OpsVisit(models.Model):
    """What the form shows besides: the map, the one next step, how the visit is called in a calendar."""

    _inherit = "ops.visit"

    customer_name = fields.Char("Whom", compute="_compute_customer_name")
    map_url = fields.Char(compute="_compute_map_url", export_string_translation=False)
    is_past = fields.Boolean(
        "Not said what became of it", compute="_compute_is_past", search="_search_is_past"
    )

    @api.depends("partner_id", "lead_id")
    def _compute_customer_name(self):
        for visit in self:
            visit.customer_name = visit._get_customer_name()

    @api.depends("place", "company_id")
    def _compute_map_url(self):
        for visit in self:
            address = (visit.company_id or self.env.company).ops_map_address
            visit.map_url = (
                address.replace("{place}", quote(visit.place)) if address and visit.place else False
            )

    def action_open_map(self):
        """Open the place on a map. Clause: V2.4"""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": self.map_url, "target": "new"}

    @api.depends("state", "date_planned_end")
    def _compute_is_past(self):
        now = fields.Datetime.now()
        for visit in self:
            visit.is_past = bool(
                visit.state == "planned" and visit.date_planned_end and visit.date_planned_end < now
            )

    def _search_is_past(self, operator, value):
        if operator != "in":
            return NotImplemented
        past = Domain("state", "=", "planned") & Domain("date_planned_end", "<", fields.Datetime.now())
        return past if True in value else ~past

    def _offers_move(self, target):
        """The form has buttons of its own for what other records call “Back to Draft”."""
        return False

    def action_open_customer(self):
        """Open the customer's file, a new one where there is none yet."""
        return self.partner_id.action_ops_open_customer()
