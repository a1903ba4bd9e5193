from odoo import models, tools

# Who may know what goods cost us (PROCESS §1, DESIGN §11): who buys, who decides on prices, who audits.
# Higher roles imply these.
PRICING_GROUPS = (
    "ops_dept.ops_dept_group_purchasing",
    "ops_dept.ops_dept_group_sales_manager",
    "ops_dept.ops_dept_group_leader",
    "ops_dept.ops_dept_group_auditor",
)
# Of what the books say of cost, finance too. Whoever handles purchase orders is purchasing and whoever keeps
# the books is finance, whichever way he got the right; system administrators keep the whole database.
COST_GROUPS = (
    *PRICING_GROUPS,
    "ops_dept.ops_dept_group_finance",
    "purchase.group_purchase_user",
    "account.group_account_user",
    "base.group_system",
)


class ResUsers(models.Model):
    """Who may know purchase cost and vendor prices (W2.D)."""

    _inherit = "res.users"

    @tools.ormcache("self._ids")
    def _ops_sees_cost(self):
        """Tell whether this user may know purchase cost and vendor prices.

        Everybody while the rulebook is off in all of his companies; then only the roles of `COST_GROUPS`. A
        user with several companies is judged by the strictest one: vendor prices and products are shared
        between companies, and which of his companies is meant is said by the client.

        Asked for each access to a secret field, so the answer is kept. It follows from three answers that lie
        in the same cache (which companies are on, the user's companies, his groups) and is forgotten with
        them. It does not ask whether the environment is in superuser mode: the field's door does.

        :rtype: bool
        """
        companies_on = self.env["res.company"]._ops_companies_on()
        if not companies_on or companies_on.isdisjoint(self._get_company_ids()):
            return True
        return any(self.has_group(group) for group in COST_GROUPS)
