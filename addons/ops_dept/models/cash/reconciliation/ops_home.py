from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part

PEOPLE = 5
# For how long the last half-year stands on the first page of heads.
SHOWN = timedelta(days=200)


class OpsHome(models.AbstractModel):
    """Accounts to check, for who sells; results, for finance; how many are checked, for heads (R13)."""

    _inherit = "ops.home"

    _cards = (
        Part(417, "_get_reconciliations_card", roles=("consultant",)),
        Part(418, "_get_reconciliation_results_card", roles=("finance",)),
    )
    _lists = (Part(11, "_get_reconciliation_list", roles=("sales_manager", "leader")),)

    @api.model
    def _get_reconciliations_card(self):
        domain = (
            Domain("company_id", "=", self.env.company.id)
            & Domain("user_id", "=", self.env.uid)
            & Domain("state", "!=", "closed")
        )
        return self._card(
            "ops.reconciliation",
            domain,
            "date_to, amount desc, id",
            self._get_reconciliation_row,
            key="reconciliations",
            icon="fa-balance-scale",
            title=self.env._("Accounts to check with customers"),
            vanishes=True,
            action="ops_dept.ops_reconciliation_action_mine",
        )

    @api.model
    def _get_reconciliation_row(self, each):
        return self._row(
            each,
            each.display_name,
            each.next_step,
            badge=self.env._("Re-opened") if each.date_reopened else "",
            **self._taxed(each.currency_id, each.closing),
        )

    @api.model
    def _get_reconciliation_results_card(self):
        domain = (
            Domain("company_id", "=", self.env.company.id)
            & Domain("date_finance_told", "!=", False)
            & Domain("date_finance_seen", "=", False)
        )
        return self._card(
            "ops.reconciliation",
            domain,
            "date_finance_told, id",
            self._get_reconciliation_result_row,
            key="reconciliation_results",
            icon="fa-balance-scale",
            title=self.env._("Results of the half-year reconciliation"),
            vanishes=True,
            action="ops_dept.ops_reconciliation_action_results",
        )

    @api.model
    def _get_reconciliation_result_row(self, each):
        results = dict(each._fields["outcome"]._description_selection(self.env))
        return self._row(
            each,
            each.display_name,
            results.get(each.outcome, ""),
            since=fields.Datetime.to_string(each.date_finance_told),
            **self._taxed(each.currency_id, each.closing),
            button=self.env._("Note"),
            method="action_note_by_finance",
        )

    @api.model
    def _get_reconciliation_list(self):
        """Return how much of the last half-year is checked: of all together, and of whoever checked least.

        Clause: R13
        """
        company = self.env.company
        if not company._ops_rulebook_on():
            return None
        # the last half-year that has statements, without asking for the setting: the page has few statements
        groups = self.env["ops.reconciliation"]._read_group(
            [("company_id", "=", company.id), ("date_to", ">=", company._ops_today() - SHOWN)],
            ["half_year", "user_id"],
            ["__count", "coverage:sum", "amount:sum", "amount_covered:sum"],
            order="half_year desc",
        )
        if not groups:
            return None
        half_year = groups[0][0]
        found = [row[1:] for row in groups if row[0] == half_year]
        rows = sorted(found, key=lambda row: (row[2] / row[1], -row[3]))
        together = (None, *(sum(column) for column in list(zip(*found, strict=True))[1:]))
        return self._list(
            "reconciliation",
            "fa-balance-scale",
            self.env._("Accounts checked with customers, %s", half_year),
            [self._reconciliation_row(half_year, *row) for row in (together, *rows[:PEOPLE])],
        )

    @api.model
    def _reconciliation_row(self, half_year, user, count, checked, amount, covered):
        domain = [("company_id", "=", self.env.company.id), ("half_year", "=", half_year)]
        if user is None:
            name = self.env._("All together")
        else:
            name = user.sudo().name or self.env._("Nobody's customers")  # sudo: a colleague's name
            domain.append(("user_id", "=", user.id))
        text = self.env._(
            "%(number)s of %(count)s · %(percent)s %% of the amount",
            number=round(checked / 100),
            count=count,
            percent=int(100 * covered / amount) if amount else 100,
        )
        action = {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "ops.reconciliation",
            "views": [[False, "list"], [False, "kanban"], [False, "form"]],
            "domain": domain,
        }
        return self._list_row(name, action, text, is_late=checked < 100 * count)
