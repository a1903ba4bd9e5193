from odoo import api, models
from odoo.fields import Domain

from ....tools.actions import open_records


class OpsHelpRequest(models.Model):
    """The questions of a quotation are answered in one form, and one leads to the next (W2.C, W2.D)."""

    _inherit = "ops.help.request"

    def action_answer_next(self):
        """Give this answer, and open the next question that waits for the same department.

        Clause: W2.C, W2.D
        """
        self.ensure_one()
        self.action_answer()
        following = self._get_next_open(self.department, first=self.order_id)
        return open_records(following) if following else True

    def action_open_answers(self):
        """Open all questions of this quotation to the same department in one form."""
        self.ensure_one()
        return self._open_answer()

    @api.model
    def _get_next_open(self, department, first=None, besides=None):
        """Return the next open question of a department: of a quotation first, then the oldest.

        :param first: the quotation whose questions come first
        :param besides: the quotation that was just looked at; only what was asked about others
        """
        waiting = Domain("department", "=", department) & Domain("state", "=", "open")
        if besides:
            waiting &= Domain("order_id", "!=", besides.id)
        same = first and self.search(waiting & Domain("order_id", "=", first.id), order="id", limit=1)
        return same or self.search(waiting, order="date_asked, id", limit=1)

    def _open_answer(self):
        """Open the form in which all open questions of this quotation to this department are answered."""
        self.ensure_one()
        requests = self.search(
            [
                ("order_id", "=", self.order_id.id),
                ("department", "=", self.department),
                ("state", "=", "open"),
            ],
            order="id",
        )
        answer = self.env["ops.help.answer"].create(
            {
                "order_id": self.order_id.id,
                "department": self.department,
                "request_ids": [(6, 0, requests.ids)],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer Questions"),
            "res_model": answer._name,
            "res_id": answer.id,
            "views": [(False, "form")],
            "target": "new",
        }
