from odoo import api, fields, models

from ....tools.rows import call_rows


class CrmLead(models.Model):
    """What was found out about whom a lead is from, before anybody goes there (N1.2–N1.5)."""

    _name = "crm.lead"
    _inherit = ["crm.lead", "ops.research"]

    # What follows a lead into the one it is merged with: a place and a `method(merged leads)`.
    _ops_merged = ((10, "_ops_merge_facts"),)

    ops_district_id = fields.Many2one(
        "ops.district", "District", check_company=True, ondelete="restrict", index="btree_not_null"
    )
    ops_fact_ids = fields.One2many("ops.customer.fact", "lead_id", "Facts, needs, interests")

    def _merge_dependences(self, opportunities):
        """What our rooms keep of leads follows them into the one that stays."""
        call_rows(self, "_ops_merged", opportunities)
        return super()._merge_dependences(opportunities)

    def _ops_merge_facts(self, opportunities):
        # sudo: like core, which moves and deletes what is merged whoever it belongs to
        facts_sudo = self.env["ops.customer.fact"].sudo().search([("lead_id", "in", opportunities.ids)])
        facts_sudo.lead_id = self

    @api.model
    def _merge_get_fields(self):
        return [
            *super()._merge_get_fields(),
            *self.env["ops.research"]._get_research_names(),
            "ops_district_id",
        ]
