from odoo import api, fields, models, tools
from odoo.fields import Domain


class TierDefinition(models.Model):
    """What the steps of approvals are called: kept, since every list of approvals says it."""

    _inherit = "tier.definition"

    @api.model
    @tools.ormcache("self.env.lang")
    def _ops_names(self):
        """Return id → name of all steps, in the user's language."""
        definitions_sudo = self.sudo().with_context(active_test=False)  # sudo: what a step is called
        return {definition.id: definition.name for definition in definitions_sudo.search_fetch([], ["name"])}

    def _update_field_translations(self, field_name, *args, **kwargs):
        result = super()._update_field_translations(field_name, *args, **kwargs)
        self.env.registry.clear_cache()
        return result


class TierReview(models.Model):
    """What an approval and its document are called, without a look at the database."""

    _inherit = "tier.review"

    name = fields.Char(related=None, compute="_compute_name", search="_search_name")

    @api.depends("definition_id")
    @api.depends_context("lang")
    def _compute_name(self):
        names = self.env["tier.definition"]._ops_names()
        for review in self:
            review.name = names.get(review.definition_id.id, False)

    @api.model
    def _search_name(self, operator, value):
        return Domain("definition_id.name", operator, value)

    @api.depends("model")
    def _compute_ops_model_label(self):
        for review in self:
            review.ops_model_label = self._ops_get_label(review.model)

    @api.model
    @tools.ormcache("model", "self.env.lang", cache="stable")
    def _ops_get_label(self, model):
        """Return what documents of a model are called, in the user's language; False where it is gone."""
        return self.env["ir.model"].sudo()._get(model).name if model in self.env else False  # sudo: a name

    def _ops_read_people(self, documents):
        """Read who asked for these approvals and the customers of the documents at once, for their names."""
        partners_sudo = self.sudo().ops_requester_id  # sudo: names
        if "partner_id" in documents._fields:
            partners_sudo |= documents.sudo().partner_id  # sudo: as above
        partners_sudo.mapped("name")
