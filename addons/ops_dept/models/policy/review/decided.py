from odoo import models


class TierReview(models.Model):
    """What a decision from a list or a card says afterwards: what was approved, and the way back."""

    _inherit = "tier.review"

    def _ops_decided_action(self, decided, following=None):
        """Return the action that names the documents just approved and leads back to them.

        The documents are linked, because the form offers to take the approval back while nothing followed.

        :param list decided: the documents
        :param dict following: the action that says what was not approved
        """
        links, texts = [], []
        takes_back = False
        for reviewed in self._ops_get_reviewed():
            records = reviewed.filtered(lambda record: record in decided)
            summaries = records._ops_inbox_summary()
            for record in records:
                links.append({"label": record.display_name, "url": f"/odoo/{record._name}/{record.id}"})
                texts.append(record._ops_decided_text(summaries.get(record.id) or {}))
                takes_back = takes_back or record.ops_can_take_back
        message = "; ".join(f"%s {text}".strip() for text in texts)
        if takes_back:
            message += " " + self.env._("By mistake? Open it to take the approval back.").replace("%", "%%")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.env._("Approved"),
                "message": message,
                "links": links,
                "next": following or {"type": "ir.actions.act_window_close"},
            },
        }
