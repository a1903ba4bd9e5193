from odoo import api, fields, models
from odoo.fields import Domain

from ..home.ops_home import Part


class OpsHome(models.AbstractModel):
    """Cases on the first page: mine to answer or to read, or of my people without a login; a leader's to
    settle or to judge.
    """

    _inherit = "ops.home"

    _cards = (Part(55, "_get_cases_card"),)

    @api.model
    def _get_cases_card(self):
        """Return the card of the cases in which it is the user's turn; none while there is nothing."""
        if not self.env.company._ops_rulebook_on():
            return None
        mine = Domain("user_id", "=", self.env.uid)
        # also what was sent back and changed: he is heard on it again
        again = Domain("state", "=", "refused") & Domain("date_hearing", ">", fields.Datetime.now())
        to_answer = (Domain("state", "=", "draft") | again) & Domain("date_answered", "=", False)
        to_read = Domain("state", "=", "approved")
        # who has no login answers and reads on paper: his head notes it
        spoken_for = Domain("head_id", "=", self.env.uid) & Domain("user_id", "=", False)
        turn = mine & (to_read | to_answer)
        turn |= spoken_for & (to_read | (to_answer & Domain("kind", "!=", "reward")))
        if self.env.user._ops_has_role("leader"):
            appealed = Domain("date_appealed", "!=", False) & Domain("date_appeal_decided", "=", False)
            to_settle = Domain("state", "=", "notified") | (
                Domain("state", "=", "upheld") & Domain("date_settled", "=", False)
            )
            month = self.env.company._ops_today().replace(day=1)
            carried = Domain("month_settled", "=", month)  # the rest is a matter of the next month
            to_settle &= ~carried
            turn |= ~mine & (to_settle | appealed)
        return self._card(
            "ops.penalty",
            turn,
            "id",
            self._get_case_row,
            key="cases",
            icon="fa-balance-scale",
            title=self.env._("Cases: my turn"),
            action="ops_dept.ops_penalty_action",
            vanishes=True,
        )

    @api.model
    def _get_case_row(self, penalty):
        _ = self.env._
        if penalty.is_mine:
            button = _("Answer") if penalty.is_open else _("Read Notice")
        elif penalty.is_open or penalty.state == "approved":
            button = _("Note Answer") if penalty.is_open else _("Hand Over Notice")
        elif penalty.date_appealed and not penalty.date_appeal_decided:
            button = _("Decide Appeal")
        else:
            button = _("Settle")
        amount = penalty.state not in ("draft", "repealed") and penalty.amount_open
        still_open = amount and _("%s still open", penalty.currency_id.format(amount))
        return self._row(
            penalty,
            f"{penalty.name} · {penalty._person_name()}",
            " · ".join(filter(None, (penalty.clause_codes, still_open, penalty.reason))),
            button=button,
        )
