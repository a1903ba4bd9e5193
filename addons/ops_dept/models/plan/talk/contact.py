from odoo import api, models


class OpsMeeting(models.Model):
    """A contact with the store head in two taps: one opens it filled in, the other notes it (F0.2)."""

    _inherit = "ops.meeting"

    @api.model
    def default_get(self, names):
        """A contact proposes the other one: the store head, or the specialist of last time."""
        values = super().default_get(names)
        if values.get("kind") == "contact" and "person_id" in names and not values.get("person_id"):
            values["person_id"] = self._get_contact_person().id
        return values

    @api.model
    def _get_contact_person(self):
        """Return with whom the user is in contact: the one of last time, else the head, else a store head."""
        me = self.env.user
        last = self.search(
            [("kind", "=", "contact"), "|", ("chair_id", "=", me.id), ("person_id", "=", me.id)], limit=1
        )
        if last:
            return (last.chair_id | last.person_id) - me
        heads = self._get_store_heads(self.env.company) - me
        return (heads & me._ops_head(self.env.company))[:1] or heads[:1]

    def action_note_contact(self):
        """Note a contact that has just been. Clause: F0.2"""
        self.action_hold()
        return {"type": "ir.actions.act_window_close"}
