from odoo.tools import SQL

from .tools.answers import forget_answers
from .tools.removal import mark_uninstalling, take_away


def uninstall_hook(env):
    """Leave core as it was found: the switch is off, what we made goes, OCA's screens say what they said."""
    mark_uninstalling(env.registry)
    forget_answers(env)
    # by SQL: turning the switch is a decision, with rights to check and a log, and nobody decides here
    env.cr.execute(SQL("UPDATE res_company SET ops_rulebook = FALSE WHERE ops_rulebook"))
    take_away(env, "ops_dept")
