from odoo import api, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part


class OpsHome(models.AbstractModel):
    """On purchasing's first page: what is to go to the maker, and what he promised and keeps (W8.E)."""

    _inherit = "ops.home"

    _cards = (Part(32, "_get_maker_card", roles=("purchasing",)),)

    @api.model
    def _get_maker_card(self):
        today = self.env.company._ops_today()
        late = Domain("position", "=", "maker") & Domain("date_maker_promised", "<", today)
        return self._card(
            "ops.ticket.line",
            Domain("company_id", "=", self.env.company.id) & (Domain("position", "=", "purchasing") | late),
            "date_maker_promised, date_handed, id",
            self._get_maker_row,
            key="maker",
            icon="fa-industry",
            title=self.env._("Service cases: for the maker"),
            vanishes=True,
            action="ops_dept.ops_ticket_line_action_maker",
        )

    @api.model
    def _get_maker_row(self, line):
        _ = self.env._
        is_there = line.position == "maker"
        words = (
            _("Promised for %s", line.date_maker_promised) if is_there else line._get_verdict_text(),
            line.ticket_id.number,
        )
        return self._row(
            line,
            f"{line.ticket_id.commercial_partner_id.name} · {line.product_id.display_name}",
            " · ".join(filter(None, words)),
            model="helpdesk.ticket",
            res_id=line.ticket_id.id,
            since=line.date_handed or "",
            is_late=is_there,
        )
