"""A document that exists only in tests, so that the shared mixins are tested without any room's model."""

from odoo import fields, models
from odoo.orm.model_classes import add_to_registry


def register_document(test_class, mixins):
    """Add model `ops.test.document` with these mixins until the class ends (its table is rolled back)."""

    class OpsTestDocument(models.Model):
        _module = None  # no module owns it: it must not be loaded with one
        _name = "ops.test.document"
        _description = "Document of the tests"
        _inherit = mixins

        name = fields.Char(default="Document")
        company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
        team_id = fields.Many2one("crm.team")
        user_id = fields.Many2one("res.users")
        technical_id = fields.Many2one("res.users")
        date_start = fields.Datetime()
        date_commitment = fields.Date()

        def _ops_post_on_document(self, post):
            if post == "technical":
                return self.technical_id
            return super()._ops_post_on_document(post)

        def _ops_obligation_owner(self, code):
            return self.user_id if code[0] in "VR" else super()._ops_obligation_owner(code)

        def _ops_obligation_start(self, code):
            if code == "W4.A":
                return self.date_commitment
            return self.date_start or super()._ops_obligation_start(code)

    registry, cursor = test_class.registry, test_class.env.cr
    add_to_registry(registry, OpsTestDocument)

    def forget():
        del registry.models[OpsTestDocument._name]
        for parent in [*mixins, "base"]:
            registry[parent]._inherit_children.discard(OpsTestDocument._name)
        registry._setup_models__(cursor)

    test_class.addClassCleanup(forget)
    registry._setup_models__(cursor, [OpsTestDocument._name])
    registry.init_models(cursor, [OpsTestDocument._name], {"update_custom_fields": True})
    return test_class.env[OpsTestDocument._name]
