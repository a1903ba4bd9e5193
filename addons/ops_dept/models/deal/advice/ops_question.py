from odoo import models
from odoo.exceptions import UserError

OPINION = "ops_dept.ops_question_kind_opinion"
BID = "ops.bid"


class OpsQuestion(models.Model):
    """An opinion on a bid: whoever is asked for it reads the bid (M3.6)."""

    _inherit = "ops.question"

    def _is_opinion(self):
        """Tell whether somebody is asked for his opinion on a bid."""
        self.ensure_one()
        kind_id = self.env["ir.model.data"]._xmlid_to_res_id(OPINION)
        return self.res_model == BID and self.kind_id.id == kind_id

    def _check_ask(self):
        """Advisers are asked about a bid, by who decides on it."""
        result = super()._check_ask()
        kind_id = self.env["ir.model.data"]._xmlid_to_res_id(OPINION)
        if self.kind_id.id == kind_id and not (
            self._is_opinion() and self.env[BID].browse(self.res_id).can_decide
        ):
            raise UserError(
                self.env._(
                    "%(kind)s: the sales manager or a company leader asks for it, on a bid that is not "
                    "his own (M3.6).",
                    kind=self.kind_id.name,
                )
            )
        return result

    def _begin(self):
        """Let whoever is asked now, or instead of another, read the bid."""
        result = super()._begin()
        # sudo: who was asked; asking was allowed to who asks
        for question_sudo in self.sudo().filtered(lambda question: question._is_opinion()):
            question_sudo._get_document_sudo()._let_advise(question_sudo.asked_ids)
        return result
