# pylint only looks for add-ons in Odoo's own folders
from odoo.addons.ops_dept.tools.removal import take_away  # pylint: disable=no-name-in-module


def uninstall_hook(env):
    """Take the papers and their texts along; the rulebook goes on without them."""
    take_away(env, "ops_dept_reports")
