from odoo import api, models

ACCOUNTING = ("account.group_account_invoice", "account.group_account_readonly")


class AccountJournal(models.Model):
    """The dashboard of the books is accounting's: sales reads journals, not what we pay our vendors.

    Its figures are summed past all rules, so whoever may read a journal could read what goods cost us.
    """

    _name = "account.journal"
    _inherit = ["account.journal", "ops.cost.secret"]

    _ops_cost_fields = frozenset(
        {
            "kanban_dashboard",
            "kanban_dashboard_graph",
            "current_statement_balance",
            "has_statement_lines",
            "last_statement_id",
        }
    )

    @api.model
    def _ops_cost_hidden(self):
        """Whoever works in accounting sees its dashboard, also where he is no finance of ours."""
        return super()._ops_cost_hidden() and not any(self.env.user.has_group(group) for group in ACCOUNTING)
