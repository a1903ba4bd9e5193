import psycopg2

from odoo import models
from odoo.exceptions import UserError

# How many failures the answer spells out; the others are counted.
SPELT_OUT = 10


class TierReview(models.Model):
    """Several documents decided from the inbox at once: each by itself, the answer says which were not."""

    _inherit = "tier.review"

    def action_ops_approve(self, comment=None):
        """Approve the documents of these reviews as the user, each by itself; says what was approved and what
        was not, and why. What failed stays as it was; a single one is refused as on its form.

        :param str comment: kept with the approvals (one tap in the inbox approves without)
        :return: the action that says it; `params.failed` lists the failed ones for other clients
        """
        decided, failed = self._ops_decide_each(lambda document: document.action_ops_approve(comment))
        answer = failed and self._ops_failed_action(failed, self.env._("Not approved: %s", len(failed)))
        return self._ops_decided_action(decided, answer) if decided else answer

    def action_ops_refuse(self, reason):
        """Refuse the documents of these reviews as the user, each by itself; see `action_ops_approve`.

        :param str reason: required; told to the requesters
        :raises UserError: without a reason
        """
        reason = self._take_reason("refuse", reason)
        _decided, failed = self._ops_decide_each(lambda document: document.action_ops_refuse(reason))
        if failed:
            return self._ops_failed_action(failed, self.env._("Not refused: %s", len(failed)))
        return None

    def _ops_decide_each(self, decide):
        """Decide each document in a savepoint of its own.

        :return: the documents decided, and `{document: why not}`; a document alone raises its refusal
        """
        documents = [document for records in self._ops_get_reviewed() for document in records]
        if len(documents) <= 1:
            for document in documents:
                decide(document)
            return documents, {}
        decided, failed = [], {}
        for document in documents:
            try:
                with self.env.cr.savepoint():
                    decide(document)
                decided.append(document)
            # the database's own constraints are reasons, too
            except (UserError, psycopg2.IntegrityError) as error:
                failed[document] = document._ops_error_text(error)
        return decided, failed

    def _ops_failed_action(self, failed, title):
        """Return the action that lists what was not decided, and why, with a link to each."""
        # sudo: what the documents are called, of reviews that the user sent himself
        names = {(one.model, one.res_id): one.ops_document_name for one in self.sudo()}
        rows = [
            {
                "model": document._name,
                "id": document.id,
                "document": names.get((document._name, document.id)) or document.id,
                "reason": reason,
            }
            for document, reason in failed.items()
        ]
        shown = rows[:SPELT_OUT]
        lines = ["%s " + self._ops_without_name(row).replace("%", "%%") for row in shown]
        if len(rows) > len(shown):
            lines.append(self.env._("and %s more", len(rows) - len(shown)))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "className": "o_ops_answer",
                "title": title,
                "message": "\n".join(lines),
                "links": [
                    {"label": row["document"], "url": f"/odoo/{row['model']}/{row['id']}"} for row in shown
                ],
                "failed": rows,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    @staticmethod
    def _ops_without_name(row):
        """Return the reason without the document's name before it, which stands there as a link."""
        return row["reason"].removeprefix(str(row["document"])).lstrip(":： ")
