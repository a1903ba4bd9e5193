from odoo import api, fields, models
from odoo.fields import Domain


class OpsQuestion(models.Model):
    """Who has a question: whoever was asked, as long as he can answer; nobody waits for who has left."""

    _inherit = "ops.question"

    def _may_answer(self):
        """Tell whether the user is among those who were asked, or stands in for one of them."""
        self.ensure_one()
        return not self._get_my_ids().isdisjoint(self.sudo().asked_ids.ids)  # sudo: who was asked

    @api.model
    def _get_my_ids(self):
        """Return the ids of the user and of those for whose duties he stands in now."""
        return {self.env.uid, *self.env.user._ops_stands_in_for("duties")}

    def _may_withdraw(self):
        """Tell whether the user asked, or leads the company."""
        self.ensure_one()
        # sudo: who asked, of a question whose reader was checked by the action
        return self.sudo().asker_id == self.env.user or self.env.user._ops_has_role(
            "leader"
        )  # sudo: who asked

    @api.model
    def _look_for_people_again(self, users):
        """Give what only these users had, who left or lost their role, to whoever answers now."""
        if not self.env["res.company"]._ops_companies_with_ledger():
            return
        # sudo: whoever archives a user must not leave questions stuck
        waiting = self.sudo().search(Domain("state", "=", "open") & Domain("asked_ids", "in", users.ids))
        for question in waiting:
            people = question._find_people(question.asker_id)
            if not people or people == question.asked_ids:
                continue
            question._release_answers(self.env._("Somebody else answers now."))
            question._stamp(
                {
                    "asked_ids": [fields.Command.set(people.ids)],
                    "involved_ids": [fields.Command.link(user.id) for user in people],
                }
            )
            question._owe_answers()

    @api.model
    def _forget_documents(self, name, ids):
        """Close what was asked about deleted documents; what was answered stays as it was."""
        # sudo: the right to delete the document was checked by its own unlink
        gone = self.sudo().search([("res_model", "=", name), ("res_id", "in", ids)])
        gone._stamp({"is_document_deleted": True})
        gone._end(self.env._("The document was deleted."))

    def _end(self, why):
        """Close what is still open and needs no answer any more (these are on sudo)."""
        waiting = self.filtered(lambda question: question.state == "open")
        waiting._release_answers(why)
        waiting._stamp({"state": "withdrawn", "reason": why})
