from odoo import api, models
from odoo.exceptions import UserError

MANDATORY = {"is_mandatory", "own_mandatory"}


class OpsChecklistItem(models.Model):
    """Who changes what stands on a checklist: managers their company's own articles, rulebook administrators
    whether a shipped one is used and mandatory; each change is in the log.
    """

    _inherit = "ops.checklist.item"

    # What a company sets of a shipped one; its words are the product's.
    _settings = {"active", "is_suspended", "is_mandatory", "own_mandatory", "sequence"}

    def _ops_refuse_shipped(self, names):
        # superuser mode is the data loading of an upgrade; users never have it
        if names - self._settings and not self.env.su and not all(item.company_id for item in self):
            raise UserError(
                self.env._(
                    "%(item)s comes with the rulebook: take it out of use, and add one in your own words.",
                    item=", ".join(self.mapped("display_name")),
                )
            )

    @api.model
    def _ops_rule_names(self):
        return frozenset({"name", "is_suspended", *MANDATORY})

    def _ops_rule_clause(self, name):
        return self.clause_ids[:1].code or "V1.3"

    def _ops_check_rule_right(self, names):
        """The company's own articles are its managers'."""
        if self and all(item.company_id for item in self.sudo()):  # sudo: whose they are
            return None
        return super()._ops_check_rule_right(names)

    def _ops_rule_label(self, name):
        label = super()._ops_rule_label("is_mandatory" if name in MANDATORY else name)
        return f"{self.name}: {label}" if len(self) == 1 else label

    def _ops_rule_texts(self, names):
        """A company's own value and what holds are one rule."""
        texts = super()._ops_rule_texts(set(names) - MANDATORY)
        if MANDATORY & set(names):
            texts["is_mandatory"] = self._ops_rule_text("is_mandatory")
        return texts
