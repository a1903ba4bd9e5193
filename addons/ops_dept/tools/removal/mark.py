"""Who may delete what is kept for good: an uninstallation, and nobody else.

The mark lies on the registry, which no client reaches and which Odoo throws away when the modules are gone.
What a context says, any client may say.
"""

MARK = "ops_dept_uninstalling"


def mark_uninstalling(registry):
    """Let our guards know that the add-on goes, for as long as this registry lives."""
    setattr(registry, MARK, True)


def is_uninstalling(env):
    """Tell whether an add-on of ours is being uninstalled from this database."""
    return getattr(env.registry, MARK, False)


def goes_with_addon(env):
    """Tell whether shipped records may go: with the add-on, or with the upgrade that no longer ships them."""
    return is_uninstalling(env) or not env.registry.ready
