from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)
CONSULTATION = "consultation"


class OpsBid(models.Model):
    """An engineering consultation: the customer wants advice, not yet a price. It is reported and taken on as
    any inquiry, and ends when the customer was told (M3.6).
    """

    _inherit = "ops.bid"

    _reasons = {
        "answer": Reason(
            action="action_answer",
            question=_lt("What was the customer told?"),
            button=_lt("Note the Answer"),
            follows=_lt(
                "The consultation ends; the answer stays on it. An inquiry that follows is a new bid."
            ),
            lacking=_lt("write what the customer was told (M3.6)."),
            target="answered",
            field="customer_answer",
            length=5,
        )
    }

    kind = fields.Selection(
        selection_add=[(CONSULTATION, "Engineering consultation")], ondelete={CONSULTATION: "cascade"}
    )
    state = fields.Selection(selection_add=[("answered", "Answered")], ondelete={"answered": "cascade"})
    customer_answer = fields.Text("What the customer was told", readonly=True, copy=False, stamp=True)

    def _get_required_facts(self):
        """Nobody knows an amount where no price is asked for."""
        facts = super()._get_required_facts()
        if self.kind == CONSULTATION:
            facts.pop("estimated_amount")
        return facts

    def action_open_answer(self):
        """Ask what the customer was told."""
        return self._ask_reason("answer")

    def action_answer(self, answer):
        """End consultations: the customer was told.

        Clause: M3.6

        :param str answer: what he was told
        :raises UserError: without the words, or for a bid that asks for a price
        """
        return self._ops_move_because("answer", answer)

    def _check_answer(self):
        for bid in self:
            if bid.kind != CONSULTATION:
                raise UserError(
                    self.env._(
                        "%(bid)s asks for a price: it is quoted, not answered. Only an engineering "
                        "consultation ends with an answer (M3.6).",
                        bid=bid.display_name,
                    )
                )

    def _prepare_answer_vals(self):
        return {"date_result": fields.Datetime.now()}

    def _do_answer(self):
        self._ops_log("told", clause_code="M3.6")
