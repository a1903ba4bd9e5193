"""Roles go, and with them what they alone allowed; what people could do in core they still can."""

from odoo.tools import SQL


def keep_rights(scope):
    """Give people, and others' groups, the groups of core that they had by our roles.

    A role implies groups of core, and nobody needs another group beside it (readme/CONFIGURE.md): without
    this the staff could neither sell nor deliver on the day after. Nobody gains a right.
    """
    _keep_rights(scope, holding="res_groups_implied_rel", holder="gid", held="hid")
    _keep_rights(scope, holding="res_groups_users_rel", holder="uid", held="gid")


def _keep_rights(scope, holding, holder, held):
    """Give whoever holds one of our roles what it implies and he does not hold besides.

    :param str holding: table that says who holds which group
    :param str holder: its column of who holds
    :param str held: its column of the group
    """
    scope.execute(
        """
        WITH RECURSIVE role AS (%(roles)s),
        by_role (holder, id) AS (
            SELECT %(holder)s, %(held)s FROM %(holding)s WHERE %(held)s IN (SELECT res_id FROM role)
             UNION
            SELECT by_role.holder, implied.hid
              FROM by_role JOIN res_groups_implied_rel implied ON implied.gid = by_role.id
             WHERE by_role.id IN (SELECT res_id FROM role)
        ),
        besides (holder, id) AS (
            SELECT %(holder)s, %(held)s FROM %(holding)s WHERE %(held)s NOT IN (SELECT res_id FROM role)
             UNION
            SELECT besides.holder, implied.hid
              FROM besides JOIN res_groups_implied_rel implied ON implied.gid = besides.id
             WHERE implied.hid NOT IN (SELECT res_id FROM role)
        )
        INSERT INTO %(holding)s (%(holder)s, %(held)s)
        SELECT holder, id FROM by_role
         WHERE id NOT IN (SELECT res_id FROM role)
           AND (%(holder_is_user)s OR holder NOT IN (SELECT res_id FROM role))
        EXCEPT SELECT holder, id FROM besides
        """,
        roles=scope.record_ids("res.groups"),
        holding=SQL.identifier(holding),
        holder=SQL.identifier(holder),
        held=SQL.identifier(held),
        holder_is_user=holding == "res_groups_users_rel",
    )


def remove_rights_of_roles(scope):
    """Remove the rights that somebody has given to our roles alone.

    Access lines and rules forbid their group to be deleted; a rule without groups would bind everybody.
    """
    roles = scope.record_ids("res.groups")
    scope.execute("DELETE FROM ir_model_access WHERE group_id IN (%(roles)s)", roles=roles)
    scope.execute(
        """
        DELETE FROM ir_rule
         WHERE id IN (
            SELECT rule_group_id FROM rule_group_rel
             GROUP BY rule_group_id HAVING bool_and(group_id IN (%(roles)s))
         )
        """,
        roles=roles,
    )
    scope.execute("DELETE FROM rule_group_rel WHERE group_id IN (%(roles)s)", roles=roles)
