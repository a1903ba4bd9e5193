from odoo import models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from ..ledger.ops_obligation import LIVE


class OpsAbsence(models.Model):
    """Whether a deputy may read what he is to decide and to do: without, it would wait all the same."""

    _inherit = "ops.absence"

    def _check_reading(self):
        """Refuse a deputy who cannot read what the absent decides on, or what he owes something on."""
        unread = self._get_unread_decided() if self.scope != "duties" else ""
        unread = unread or (self._get_unread_owed() if self.scope != "approvals" else "")
        if unread:
            raise ValidationError(
                self.env._(
                    "%(deputy)s may not read what %(absent)s answers for: %(documents)s. Choose a deputy who "
                    "may, or let an administrator give %(deputy)s the role first.",
                    deputy=self.deputy_id.name,
                    absent=self.user_id.name,
                    documents=unread,
                )
            )

    def _get_unread_decided(self):
        """Return the kinds of documents that the absent decides on and the deputy may not read, as a text."""
        # sudo: tiers are read by administrators; whom they mean decides whether the deputy can act
        definitions_sudo = self.env["tier.definition"].sudo()
        tiers = definitions_sudo.search(
            Domain("ops_is_ours", "=", True) & Domain("company_id", "in", [False, self.company_id.id])
        )
        models = tiers.filtered(lambda tier: tier._ops_means(self.user_id)).grouped("model")
        unread = [
            self.env[model]._ops_kind()
            for model, mine in models.items()
            if not self._reads_decided(model, mine)
        ]
        return ", ".join(sorted(unread))

    def _reads_decided(self, model, tiers):
        """Tell whether the deputy reads a kind of document that is for him to decide, by role or by rule."""
        documents = self.env[model].with_user(self.deputy_id)
        if not documents.has_access("read"):
            return False
        if all(tier._ops_means(self.deputy_id) for tier in tiers):
            return True
        rules = documents.env["ir.rule"]
        context = rules._eval_context()
        rules = rules._get_rules(model, "read").sudo().filtered("groups")  # sudo: what a rule says
        return not rules or any(
            any(name in rule.domain_force for name in ("ops_is_mine", "ops_is_acted"))
            or Domain(safe_eval(rule.domain_force, context)).is_true()
            for rule in rules
            if rule.domain_force
        )

    def _get_unread_owed(self):
        """Return the documents on which the absent owes something and that the deputy may not read."""
        # sudo: what a colleague owes, to compare with what the deputy may read
        owed_sudo = (
            self.env["ops.obligation"]
            .sudo()
            .search(
                Domain("owner_id", "=", self.user_id.id)
                & Domain("state", "in", LIVE)
                & Domain("company_id", "=", self.company_id.id)
                & Domain("is_document_deleted", "=", False)
                & Domain("res_model", "!=", False)
            )
        )
        names = []
        for model, owed in owed_sudo.grouped("res_model").items():
            documents = self.env[model].with_user(self.deputy_id)
            documents = documents.with_context(allowed_company_ids=self.company_id.ids)
            readable = set(documents.browse(set(owed.mapped("res_id")))._filtered_access("read").ids)
            names += [line.document_name for line in owed if line.res_id not in readable]
        names = list(dict.fromkeys(filter(None, names)))
        return ", ".join(names[:3])
