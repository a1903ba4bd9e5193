from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Command


class ResUsers(models.Model):
    """The log says who gave or took a role of the rulebook and whose; while it is on, that is for its
    administrators alone.

    While it is off everywhere, nobody is refused: handing out roles belongs to setting it up.
    """

    _inherit = "res.users"

    def _ops_roles(self):
        """Return the roles of the rulebook that this user holds, those that others imply included."""
        return self.group_ids._ops_roles_implied()

    def _ops_roles_given(self, vals):
        """Return the roles that these values give to a user, who may not exist yet."""
        commands = vals.get("group_ids") or []
        ids = self._fields["group_ids"].convert_to_cache(commands, self[:1])
        return self.env["res.groups"].browse(ids)._ops_roles_implied()

    def _ops_roles_changed(self, vals):
        """Return user → (roles held, roles held after these values), after checking the right to change them.

        :raises AccessError: while the rulebook is on, for everybody but its administrators
        """
        if "group_ids" not in vals or not self._ops_may_touch_roles(vals["group_ids"]):
            return {}
        changed = {}
        for user in self.sudo():  # sudo: who may write groups is core's to say; here roles are compared
            before, after = user._ops_roles(), user._ops_roles_given(vals)
            if before != after:
                self._ops_check_role_right((before | after) - (before & after))
                changed[user] = before, after
        return changed

    @api.model
    def _ops_may_touch_roles(self, commands):
        """Tell whether these commands can give or take a role; that they cannot is said without a statement.

        What only links or unlinks groups that lead to no role is plain Odoo's; anything else is looked at.
        """
        if not isinstance(commands, list | tuple) or not all(
            isinstance(command, list | tuple) and command[0] in (Command.LINK, Command.UNLINK)
            for command in commands
        ):
            return True
        named = self.env["res.groups"].browse(command[1] for command in commands)
        return bool(named._ops_roles_implied())

    def _ops_check_role_right(self, roles):
        if not roles or self.env.su or not self.env["res.company"]._ops_companies_on():
            return
        if self.env.user._ops_has_role("admin"):
            return
        raise AccessError(
            self.env._(
                "%(roles)s: roles of the operations rulebook are given and taken by a rulebook "
                "administrator.",
                roles=", ".join(roles.sudo().mapped("name")),  # sudo: names
            )
        )

    def _ops_log_roles(self, before, after):
        """Log which roles somebody held and holds now; installing the product is no change."""
        if before == after or not self.env.registry.ready:
            return
        logged = self.env["ops.log"]._told(self)
        names = [
            ", ".join(roles.with_env(logged.env).sorted("name").mapped("name")) or "-"
            for roles in (before, after)
        ]
        logged.env["ops.log"]._log(
            logged, "setting", setting=logged.env._("Role"), value_from=names[0], value_to=names[1]
        )
        self._ops_ask_handbook()
