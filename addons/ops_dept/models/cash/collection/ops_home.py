from odoo import api, fields, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part

PEOPLE = 5


class OpsHome(models.AbstractModel):
    """How much of what customers owe came in this month: for whoever heads people who sell (H2)."""

    _inherit = "ops.home"

    _lists = (Part(9, "_get_collection_list", roles=("sales_manager", "leader")),)

    @api.model
    def _get_collection_list(self):
        """Return the rate of this month, of all together and of whoever collected the least of what was due.

        Clause: H2
        """
        company = self.env.company
        if not company._ops_rulebook_on():
            return None
        month = fields.Date.start_of(company._ops_today(), "month")
        people = self.env.user._ops_guided_domain() | Domain("id", "=", self.env.uid)
        rows = self.env["ops.collection"]._read_month(company, month, people, ("user_id",))
        if not rows:
            return None
        ids, due, collected, _overdue = zip(*rows, strict=True)
        title = self.env._("Collected this month")
        # sudo: names of colleagues
        names = {user.id: user.name for user in self.env["res.users"].sudo().browse(ids[:PEOPLE])}
        together = (list(ids), self.env._("All together"), sum(due), sum(collected))
        each = [([user_id], names[user_id], owed, came) for user_id, owed, came, _late in rows[:PEOPLE]]
        return self._list(
            "collection",
            "fa-percent",
            title,
            [self._collection_row(company, month, title, *row) for row in (together, *each)],
        )

    @api.model
    def _collection_row(self, company, month, title, user_ids, name, due, collected):
        amounts = [company.currency_id.format(amount) for amount in (collected, due)]
        text = self.env._(
            "%(percent)s %% · %(collected)s of %(due)s",
            percent=int(collected * 100 / due),
            collected=amounts[0],
            due=amounts[1],
        )
        action = {**self._get_collection_action(user_ids, month), "name": f"{title} · {name}"}
        return self._list_row(name, action, text, is_late=collected < due)

    @api.model
    def _get_collection_action(self, user_ids, month):
        """Return the rows behind a rate, by person and customer."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "ops.collection",
            "views": [[False, "list"], [False, "kanban"]],
            "domain": [
                ("company_id", "=", self.env.company.id),
                ("month", "=", month),
                ("user_id", "in", user_ids),
            ],
            "context": {"search_default_group_by_partner": 1},
        }
