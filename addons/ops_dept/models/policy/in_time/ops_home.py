from odoo import api, fields, models
from odoo.fields import Domain

from ..home.ops_home import Part

# Of how many days the page says it, and of how many people; the first row leads to all of them.
DAYS = 30
PEOPLE = 12


class OpsHome(models.AbstractModel):
    """How much of what was due his people did in time: for whoever heads people (H3)."""

    _inherit = "ops.home"

    _lists = (Part(8, "_get_in_time_list", roles=("sales_manager", "market_head", "leader")),)

    @api.model
    def _get_in_time_list(self):
        """Return the share of the last days, of all together and of each person in the order of names: nobody
        is ranked.

        Clause: H3
        """
        company = self.env.company
        if not company._ops_rulebook_on():
            return None
        since, until = company._ops_day_start(DAYS), fields.Datetime.now()
        guided = self.env.user._ops_guided_domain() & Domain("id", "!=", self.env.uid)
        people = self.env["ops.obligation"]._count_in_time(company, since, until, guided)
        if not people:
            return None
        ids, _names, due, kept = zip(*people, strict=True)
        together = (list(ids), self.env._("All together"), sum(due), sum(kept))
        each = [([person_id], *counted) for person_id, *counted in people[:PEOPLE]]
        title = self.env._("My people: in time, last %(days)s days", days=DAYS)
        rows = []
        for user_ids, name, owed, done in [together, *each]:
            action = {**self._get_in_time_action(user_ids, since, until), "name": f"{title} · {name}"}
            rows.append(self._in_time_row(name, owed, done, action))
        return self._list("in_time", "fa-clock-o", title, rows)

    @api.model
    def _in_time_row(self, title, due, kept, action):
        """Return a row: the share, and what it is of."""
        text = self.env._(
            "%(percent)s %% · %(kept)s of %(due)s", percent=kept * 100 // due, kept=kept, due=due
        )
        return self._list_row(title, action, text, is_late=kept < due)

    @api.model
    def _get_in_time_action(self, user_ids, since, until):
        """Return the duties of some people that were due between two moments, by person and clause.

        The board takes its place where it is installed.
        """
        duties = self.env["ops.obligation"]
        persons = Domain("owner_id", "in", user_ids) | (
            Domain("owner_id", "=", False) & Domain("met_by_id", "in", user_ids)
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": duties._name,
            "views": [[False, "list"], [False, "kanban"], [False, "form"]],
            "domain": list(duties._get_due_domain(self.env.company, since, until) & persons),
            "context": {"search_default_group_by_owner": 1, "search_default_group_by_clause": 1},
        }
