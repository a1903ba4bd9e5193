from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..home.ops_home import Part


class OpsHome(models.AbstractModel):
    """The edition of the handbook that I have not acknowledged yet stands on my first page (M7.1)."""

    _inherit = "ops.home"

    _cards = (Part(30, "_get_handbook_card"),)

    @api.model
    def _get_handbook_card(self):
        """Return the card, None where nothing is asked; without an edition that costs no statement."""
        company = self.env.company
        if not company._ops_rulebook_on() or not self.env["ops.handbook"]._get_current_id(company):
            return None
        return self._card(
            "ops.handbook.ack",
            Domain("user_id", "=", self.env.uid)
            & Domain("state", "=", "asked")
            & Domain("company_id", "=", company.id),
            "id",
            self._get_handbook_row,
            key="handbook",
            icon="fa-book",
            title=self.env._("Handbook"),
            action="ops_dept.ops_handbook_ack_action_mine",
            vanishes=True,
        )

    @api.model
    def _get_handbook_row(self, ack):
        _ = self.env._
        text = _("You have a new role: read the clauses that bind you now, then acknowledge.")
        if ack.reason == "edition":
            text = _("Read the clauses that bind you, then acknowledge.")
        day = _("In force from %s", format_date(self.env, ack.date_effective))
        return self._row(
            ack,
            ack.handbook_id.display_name,
            f"{day} · {text}",
            button=_("Read"),
        )
