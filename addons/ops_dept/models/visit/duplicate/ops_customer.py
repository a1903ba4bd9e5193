from odoo import models
from odoo.exceptions import UserError


class OpsCustomer(models.Model):
    """A customer goes to whoever asked for him, once the head of his consultant says yes (V2.1)."""

    _inherit = "ops.customer"

    def _ops_question_decided(self, question):
        result = super()._ops_question_decided(question)
        kind = self.env.ref("ops_dept.ops_question_kind_take_over")
        if self and question.kind_id == kind and question.decision == "yes":
            self._give_to(question)
        return result

    def _give_to(self, question):
        """Make whoever asked the customer's consultant; what the former one owed about him goes along."""
        self.ensure_one()
        former, new = self.partner_id.user_id, question.asker_id
        heads = former._ops_head(self.company_id)
        asked = question.asked_ids | question.root_id.asked_ids
        if not new.active or (heads and not heads & asked):
            raise UserError(
                self.env._(
                    "%(customer)s is %(who)s's now. Answer no; whoever wants him asks anew (V2.1).",
                    customer=self.display_name,
                    who=former.name,
                )
            )
        self.partner_id.user_id = new
        if former:
            self.message_notify(
                partner_ids=former.partner_id.ids,
                subject=self.display_name,
                body=self.env._(
                    "%(new)s looks after %(customer)s from now on: %(answer)s",
                    new=new.name,
                    customer=self.display_name,
                    answer=question.answer,
                ),
            )
