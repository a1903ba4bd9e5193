from odoo import api, fields, models
from odoo.exceptions import UserError


class OpsResearch(models.AbstractModel):
    """What we think of a customer: his business, his potential, who serves him now, how to win him.

    The same on a lead and on the file of a customer, so that the visit finds it on either.
    """

    _name = "ops.research"
    _description = "Research about a customer"

    ops_business = fields.Char("Business", help="What he makes or sells, in a few words (N1.2).")
    ops_potential = fields.Selection(
        [("a", "A · high"), ("b", "B · medium"), ("c", "C · low")],
        "Potential",
        tracking=True,
        help="How much he could buy from us (N1.3).",
    )
    ops_potential_reason = fields.Char("Why this potential", help="In a few words (N1.3).")
    ops_date_potential = fields.Date("Rated on", compute="_compute_ops_date_potential", store=True)
    ops_competitor_id = fields.Many2one(
        "res.partner",
        "Present supplier",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        help="The competitor from whom he buys now (N1.4).",
    )
    ops_competitor_reason = fields.Char("Why he buys there", help="Price, habit, service, terms … (N1.4).")
    ops_competitor_strengths = fields.Text(
        "Our strengths", related="ops_competitor_id.ops_strengths", related_sudo=False
    )
    ops_strategy = fields.Text("Strategy", help="How to win him (N1.5).")

    @api.depends("ops_potential", "ops_potential_reason")
    def _compute_ops_date_potential(self):
        for record in self:
            record.ops_date_potential = record.ops_potential and fields.Date.context_today(record)

    @api.constrains("ops_potential", "ops_potential_reason")
    def _check_ops_potential(self):
        for record in self:
            if record.ops_potential and not (record.ops_potential_reason or "").strip():
                raise UserError(
                    self.env._(
                        "%(record)s: say in a few words why his potential is rated so (N1.3).",
                        record=record.display_name,
                    )
                )

    @api.model
    def _get_research_names(self):
        """Return the names of the stored fields that people fill in; a rating and its reason together."""
        names = ("ops_business", "ops_potential_reason", "ops_potential", "ops_competitor_id")
        return (*names, "ops_competitor_reason", "ops_strategy")
