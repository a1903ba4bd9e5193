from .tools import oca_terms


def uninstall_hook(env):
    """Switch the rulebook off before its data goes, and take our words for the OCA modules' screens with us.

    A gate that stands while its clauses are deleted already would stop the rest from being deleted: what it
    guarded would stay behind in everybody's menus.
    """
    companies = env["res.company"].with_context(active_test=False)
    companies.search([("ops_rulebook", "=", True)]).write({"ops_rulebook": False})
    oca_terms.take_back(env)
