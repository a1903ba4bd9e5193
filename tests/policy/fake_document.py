"""Models that exist only in tests, so that the shared mixins are tested without any room's model."""

from odoo import fields, models
from odoo.orm.model_classes import add_to_registry


def add_models(test_class, *definitions):
    """Add these models to the registry until the class ends (their tables are rolled back)."""
    registry, cursor = test_class.registry, test_class.env.cr
    names = [definition._name for definition in definitions]
    for definition in definitions:
        add_to_registry(registry, definition)

    def forget():
        for definition in definitions:
            del registry.models[definition._name]
            for parent in [*definition._inherit, "base"]:
                registry[parent]._inherit_children.discard(definition._name)
        registry._setup_models__(cursor)
        registry.clear_cache()

    test_class.addClassCleanup(forget)
    registry._setup_models__(cursor, names)
    registry.init_models(cursor, names, {"models_to_check": True, "update_custom_fields": True})
    registry.clear_cache()


def grant_models(env, *names):
    """Let every employee do everything with these models: what refuses them is then not the access list."""
    env["ir.model.access"].create(
        [
            {
                "name": name,
                "model_id": env["ir.model"]._get(name).id,
                "group_id": env.ref("base.group_user").id,
                "perm_read": True,
                "perm_write": True,
                "perm_create": True,
                "perm_unlink": True,
            }
            for name in names
        ]
    )


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

    add_models(test_class, OpsTestDocument)
    return test_class.env[OpsTestDocument._name]
