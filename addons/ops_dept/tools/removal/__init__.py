"""Taking one of our add-ons out of a database, so that what is left is as it was without it.

Odoo removes what a module shipped, its columns and its tables by itself, asking the `unlink` of each record.
Before that goes here what Odoo leaves behind or stumbles over: set-based, because a ledger may hold a million
rows, and past the ORM, because nothing of it may be refused or written into a log that goes, too.
"""

from . import approvals, dependencies, ledgers, people, series, traces, words
from .mark import goes_with_addon, is_uninstalling, mark_uninstalling
from .scope import Scope

# In this order: what names our records goes before the records.
STEPS = (
    dependencies.cut,
    ledgers.let_go,
    words.take_back,
    people.keep_rights,
    people.remove_rights_of_roles,
    approvals.remove,
    traces.remove,
    series.remove,
    ledgers.empty,
)


def take_away(env, module):
    """Remove what a module of ours has made in this database and Odoo would leave.

    :param str module: technical name of the add-on that is being uninstalled
    """
    env.flush_all()
    scope = Scope(env, module)
    for step in STEPS:
        step(scope)
    env.invalidate_all(flush=False)
    env.registry.clear_all_caches()
