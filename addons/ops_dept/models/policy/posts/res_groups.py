from contextlib import contextmanager
from itertools import chain

from odoo import api, models, tools
from odoo.tools import format_list

# Through which fields somebody comes to hold a group.
HOLDING = frozenset({"user_ids", "all_user_ids", "implied_ids", "implied_by_ids"})
# What core says for "no group of this kind" on the form of a user; it has no translation there.
NONE = "No"


class ResGroups(models.Model):
    """Roles are groups: whoever gives one by way of a group is checked and logged as on a user's form."""

    _inherit = "res.groups"

    @api.model
    def _get_view_group_hierarchy(self):
        """Say in the reader's language that somebody has no role of a kind."""
        hierarchy = super()._get_view_group_hierarchy()
        none = self.env._("No")
        privileges = {
            key: {**privilege, "placeholder": none} if privilege["placeholder"] == NONE else privilege
            for key, privilege in hierarchy["privileges"].items()
        }
        return {**hierarchy, "privileges": privileges}

    # ------------------------------------------------------------------
    # Roles of the rulebook, given by way of the group
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        if all(HOLDING.isdisjoint(vals) for vals in vals_list):
            return super().create(vals_list)
        if not self._ops_give_roles(*vals_list):
            return super().create(vals_list)
        with self._ops_traced_holders():
            return super().create(vals_list)

    def write(self, vals):
        if HOLDING.isdisjoint(vals) or not self._ops_give_roles(vals):
            return super().write(vals)
        with self._ops_traced_holders():
            return super().write(vals)

    def _ops_give_roles(self, *vals_list):
        """Tell whether these groups lead to a role of the rulebook, as they are or by what is written.

        Answered from core's cached definitions: plain groups cost no statement.
        """
        field = self._fields["implied_ids"]
        named = [field.convert_to_cache(vals.get("implied_ids") or [], self[:1]) for vals in vals_list]
        return bool(self.browse({*self.ids, *chain(*named)})._ops_roles_implied())

    @contextmanager
    def _ops_traced_holders(self):
        """Check the right and log, as for the user's own form, whoever holds other roles afterwards."""
        if not self.env.registry.ready:
            yield
            return
        before = self._ops_role_holders()
        yield
        after = self._ops_role_holders()
        none = self.browse()
        for user in before.keys() | after.keys():
            had, has = before.get(user, none), after.get(user, none)
            if had != has:
                user.with_env(self.env)._ops_check_role_right((had | has) - (had & has))
                user.with_env(self.env)._ops_log_roles(had, has)
                user._ops_call_left()

    @api.model
    def _ops_role_holders(self):
        """Return user → the roles he holds, in superuser mode."""
        holders = {}
        for role in self.sudo().browse(self._ops_role_ids()):  # sudo: compared and logged
            for user in role.all_user_ids:
                holders[user] = holders.get(user, role.browse()) | role
        return holders

    def _ops_roles_implied(self):
        """Return the roles of the rulebook among these groups and those that they imply."""
        roles = set(self._ops_role_ids())
        groups = self.sudo().all_implied_ids  # sudo: compared only
        return groups.filtered(lambda group: group.id in roles).sorted("id").sudo(False)

    @api.model
    @tools.ormcache(cache="groups")
    def _ops_role_ids(self):
        """Return the ids of the groups that are roles of the rulebook, kept as long as what groups imply."""
        category = self.env.ref("ops_dept.ops_dept_category", raise_if_not_found=False)
        domain = [("privilege_id.category_id", "=", category.id)]
        return tuple(self.sudo().search(domain).ids) if category else ()  # sudo: ids only

    @api.model
    def _ops_role_names(self, codes):
        """Return the names of roles as words of a sentence: “sales support or finance”."""
        roles = [self.env.ref(f"ops_dept.ops_dept_group_{code}").sudo().name for code in codes]  # sudo: names
        roles = [name[:1].lower() + name[1:] for name in roles]
        return format_list(self.env, roles, "or", lang_code=self.env.lang or "en_US")
