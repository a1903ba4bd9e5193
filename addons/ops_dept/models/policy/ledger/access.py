from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ....tools.access import without
from ..posts.ops_post_mixin import TEAM_POSTS


class OpsObligation(models.Model):
    """Who may see an obligation: whoever may read its document."""

    _inherit = "ops.obligation"

    is_my_team = fields.Boolean("My team", compute="_compute_is_my_team", search="_search_is_my_team")

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & self._get_document_domain()
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _search_on(self, models, domain, **kwargs):
        """Find as `_search` does, only what is owed on documents of some models, or on none.

        Which documents somebody may read takes a subquery of all rules of each model: where it is known that
        few models are concerned, the others are not asked.

        :param models: names, of those that can owe something
        """
        if not self.env.su:
            domain = Domain(domain) & self._get_document_domain(models)
        return super()._search(domain, **kwargs)

    @api.model
    def _get_models_owed_on(self, domain):
        """Return on documents of which models something is owed, of what a domain finds; in one statement."""
        query = super()._search(Domain(domain) & Domain("res_model", "!=", False))
        name = self._field_to_sql(self._table, "res_model", query)
        owed = {row[0] for row in self.env.execute_query(query.select(SQL("DISTINCT %s", name)))}
        return tuple(name for name in self._get_document_models() if name in owed)

    @api.model
    def _get_team_domain(self, user_ids):
        """Return which shared obligations are of a team of one of these users, or of no team alone."""
        ids = sorted(user_ids)
        members = Domain("user_id", "in", ids) & Domain("active", "=", True)
        teams = Domain("crm_team_member_ids", "any!", members) | Domain("user_id", "in", ids)
        for name in self._team_post_names():
            teams |= Domain(name, "in", ids)
        return Domain("owed_by", "!=", "team") | Domain("team_id", "any!", teams)

    def _is_of_team(self, user_ids):
        """Tell whether a shared obligation is of a team of one of these users, or of no team alone."""
        self.ensure_one()
        if self.owed_by != "team":
            return True
        team_sudo = self.sudo().team_id  # sudo: who belongs to a team, asked for its own people
        posts = [team_sudo[name] for name in self._team_post_names()]
        return not user_ids.isdisjoint(team_sudo.member_ids.union(team_sudo.user_id, *posts).ids)

    @api.model
    def _team_post_names(self):
        return [name for name in TEAM_POSTS.values() if name in self.env["crm.team"]._fields]

    @api.depends("owner_id", "team_id")
    @api.depends_context("uid")
    def _compute_is_my_team(self):
        # sudo: of what is at hand anyway, only whether it is
        led_sudo = self.sudo().search([("is_my_team", "=", True), ("id", "in", self.ids)])
        led = set(led_sudo.ids)
        for obligation in self:
            obligation.is_my_team = obligation.id in led

    def _search_is_my_team(self, operator, value):
        """Find what others owe in the teams that I lead, and what the people owe whose head I am.

        The one answer to whose duties a head reads, has in his list, and waives or decides about.
        """
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        people = Domain("owner_id", "any!", self.env.user._ops_headed_domain())
        teams = Domain("team_id", "any!", Domain("user_id", "=", self.env.uid))
        return Domain("owner_id", "!=", self.env.uid) & (teams | people)

    def _get_document_domain(self, models=None):
        """Return which obligations' documents the user may read: a subquery per model, by its own rules.

        :param models: of these models alone (default: all that can owe something)
        """
        domain = Domain("res_model", "=", False) | Domain("is_document_deleted", "=", True)
        for name in self._get_document_models() if models is None else models:
            documents = self.env[name].with_context(active_test=False)
            if documents.has_access("read"):
                domain |= Domain("res_model", "=", name) & Domain.custom(
                    to_sql=lambda model, alias, query, documents=documents: model._document_exists(
                        alias, documents
                    )
                )
        return domain

    @api.model
    def _document_exists(self, alias, documents):
        query = documents._search([])
        query.add_where(SQL("%s = %s", SQL.identifier(query.table, "id"), SQL.identifier(alias, "res_id")))
        return SQL("EXISTS (%s)", query.select(SQL("1")))

    @api.model
    def _get_document_models(self):
        """Return the names of the stored models that can owe something."""
        names = self.env.registry.descendants(["ops.accountable"], "_inherit")
        return [name for name in names if not self.env.registry[name]._abstract]

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return result
        allowed = self - result[0] if result else self
        # sudo: which document an obligation is about, to ask whether that document may be read
        hidden = self.browse()
        with_document = allowed.sudo().filtered(lambda o: o.res_model and not o.is_document_deleted)
        for name, obligations in with_document.grouped("res_model").items():
            documents = self.env[name].browse(obligations.mapped("res_id")).exists()
            readable = set(documents._filtered_access("read").ids)
            hidden += obligations.filtered(lambda o, ids=readable: o.res_id not in ids).sudo(False)
        return without(self, operation, result, hidden)
