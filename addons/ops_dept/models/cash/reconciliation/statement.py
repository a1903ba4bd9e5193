from odoo import models
from odoo.tools import SQL

_LINES = """
SELECT doc.id, line.date, move.name, COALESCE(NULLIF(line.name, move.name), move.ref, ''),
       line.balance, line.id
  FROM ops_reconciliation doc
  JOIN res_partner partner ON partner.commercial_partner_id = doc.partner_id
  JOIN account_move_line line ON line.partner_id = partner.id AND line.company_id = doc.company_id
   AND line.parent_state = 'posted' AND line.date BETWEEN doc.date_from AND doc.date_to
  JOIN account_account account ON account.id = line.account_id AND account.account_type = 'asset_receivable'
  JOIN account_move move ON move.id = line.move_id
 WHERE doc.id IN %s
 ORDER BY doc.id, line.date, line.id
"""


class OpsReconciliation(models.Model):
    """The lines of the ledger behind a statement, of many at once (R13)."""

    _inherit = "ops.reconciliation"

    def _get_movements(self):
        """Return statement id → its movements (day, entry, words, amount, balance after it), for all of these
        in one statement; who reads the statement reads its lines.

        :rtype: dict[int, list[tuple]]
        """
        self.check_access("read")
        result = {each.id: [] for each in self}
        if not self:
            return result
        self._flush_ledger()
        balances = {each.id: each.opening for each in self}
        for doc_id, day, entry, words, amount, _line in self.env.execute_query(SQL(_LINES, tuple(self.ids))):
            balances[doc_id] += float(amount)
            result[doc_id].append((day, entry, words, float(amount), balances[doc_id]))
        return result

    def action_open_movements(self):
        """Open the entries behind a statement, for who may read the books. Clause: R13"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Movements of %s", self.display_name),
            "res_model": "account.move.line",
            "views": [[False, "list"]],
            "domain": [
                ("company_id", "=", self.company_id.id),
                ("partner_id", "child_of", self.partner_id.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("date", "<=", self.date_to),
            ],
            "context": {"create": False},
        }
