from odoo import api, models
from odoo.fields import Domain

from .ops_home import Part

# Whose documents are still to come: the clauses that bind them stand on their first page until then.
WITHOUT_ROOM = ("field_specialist", "store_assistant")
# How many clauses the page shows.
CLAUSES = 8


class OpsHome(models.AbstractModel):
    """What is read on the first page: the state of the line for leaders and auditors, the registers for
    auditors, their clauses for those whose documents are still to come.
    """

    _inherit = "ops.home"

    _lists = (
        Part(10, "_get_line_list", roles=("leader", "auditor")),
        Part(20, "_get_registers_list", roles=("auditor",)),
        Part(30, "_get_clauses_list", roles=WITHOUT_ROOM),
    )

    # ------------------------------------------------------------------
    # State of the line
    # ------------------------------------------------------------------
    @api.model
    def _get_line_list(self):
        rows = self._count_line_rows(filter(None, self._get_line_rows()))
        return self._list("line", "fa-tasks", self.env._("State of the line"), rows)

    @api.model
    def _get_line_rows(self):
        """Return how much stands at each step from the inquiry to the money; rooms add theirs."""
        late, overdue = Domain("state", "=", "late"), self.env._("Obligations overdue")
        return [self._line_row(overdue, "ops.obligation", late, is_late=True, find=self._find_owed)]

    @api.model
    def _get_overdue_domains(self):
        """Return the domains of the obligations of others that are counted for this user."""
        return [Domain("state", "=", "late")] if self.env.user._ops_has_role("leader", "auditor") else []

    @api.model
    def _line_row(self, title, model, domain, is_late=False, text="", find=None):
        """Return a step of the line: how many documents stand there, and the list of them.

        :param bool is_late: each of them is one too many
        :param str text: said behind the number
        :param find: searches instead of the model's own `_search`
        """
        if not self.env[model].has_access("read"):
            return None
        action = {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [[False, "list"], [False, "kanban"], [False, "form"]],
            "domain": list(domain),
        }
        row = self._list_row(title, action, text, is_late=is_late)
        return {**row, "key": (title, model), "model": model, "domain": domain, "find": find}

    @api.model
    def _count_line_rows(self, rows):
        """Return the rows with how much stands at each step, all counted in one statement."""
        rows = list(rows)
        counts = self._count_all(rows)
        for row in rows:
            count = counts[row["key"]]
            row["text"] = " · ".join(filter(None, (str(count), row["text"])))
            row["is_late"] = row["is_late"] and bool(count)
            for name in ("key", "model", "domain", "find"):
                del row[name]
        return rows

    # ------------------------------------------------------------------
    # Registers
    # ------------------------------------------------------------------
    @api.model
    def _get_registers_list(self):
        return self._list("registers", "fa-book", self.env._("To read"), self._get_register_rows())

    @api.model
    def _get_register_rows(self):
        """Return the lists that an auditor reads; rooms add theirs."""
        _ = self.env._
        return [
            self._list_row(_("Decision log"), "ops_dept.ops_log_action"),
            self._list_row(_("Changes of the rules"), "ops_dept.ops_log_action_rules"),
            self._list_row(_("Obligations"), "ops_dept.ops_obligation_action"),
            self._list_row(_("Clauses"), "ops_dept.ops_clause_action"),
        ]

    @api.model
    def _get_clauses_list(self):
        clauses = self.env["ops.clause"].search([("is_mine", "=", True)], limit=CLAUSES)
        mine = "ops_dept.ops_clause_action_mine"
        rows = [
            self._list_row(f"{clause.code} · {clause.text}", clause._get_records_action())
            for clause in clauses
        ]
        rows.append(self._list_row(self.env._("All clauses that bind me"), mine))
        return self._list("clauses", "fa-book", self.env._("My clauses"), rows)
