from odoo import api, fields, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part
from .ops_release import WITH_OFFICE


class OpsHome(models.AbstractModel):
    """Signed notes on the first page: to hand in for the office, to take over for sales support (W4.F)."""

    _inherit = "ops.home"

    _cards = (
        Part(12, "_get_notes_to_hand_in_card", roles=("office",)),
        Part(13, "_get_notes_handed_card", roles=("office",)),
        Part(215, "_get_notes_to_take_card", roles=("sales_support",)),
    )

    @api.model
    def _get_notes_to_hand_in_card(self):
        return self._notes_card(
            Domain("note_stage", "in", WITH_OFFICE),
            "notes_to_hand_in",
            self.env._("Signed notes to hand in"),
            self.env._("Hand In Note"),
        )

    @api.model
    def _get_notes_handed_card(self):
        """What the office has handed in and still owes, until support takes it over."""
        return self._notes_card(
            Domain("note_stage", "=", "handed"),
            "notes_handed",
            self.env._("Signed notes with sales support"),
            with_others=True,
            owed_here=True,
        )

    @api.model
    def _get_notes_to_take_card(self):
        return self._notes_card(
            Domain("note_stage", "=", "handed"),
            "notes_to_take",
            self.env._("Signed notes to take over"),
            self.env._("Take Over"),
            "action_take_note",
        )

    @api.model
    def _notes_card(self, domain, key, title, button="", method="", **values):
        return self._card(
            "ops.release",
            domain & Domain("company_id", "=", self.env.company.id),
            "date_shipped, id",
            lambda release: self._get_note_row(release, button, method),
            key=key,
            icon="fa-pencil",
            title=title,
            vanishes=True,
            action="ops_dept.ops_release_action_notes",
            **values,
        )

    @api.model
    def _get_note_row(self, release, button, method):
        return self._row(
            release,
            f"{release.slip_number or release.name} · {release.partner_id.display_name}",
            release.note_return_reason or release.carrier or release._get_goods_text(),
            badge=self.env._("Unreadable") if release.note_stage == "returned" else "",
            since=fields.Datetime.to_string(release.date_shipped),
            is_late=release.note_stage == "returned",
            button=button,
            method=method,
        )
