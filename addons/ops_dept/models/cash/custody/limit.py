from odoo import api, fields, models

from ...policy.ledger.ops_obligation import LIVE
from .ops_custody import CODE, HAND_IN, KEEPERS, LOST, SALESMEN


class OpsCustody(models.Model):
    """How long a salesman may carry an original: a duty that counts from when it first came to one (R9)."""

    _inherit = "ops.custody"

    @api.model
    def _is_salesman(self, user):
        """Tell whether somebody carries originals only: who sells, and keeps none for the company."""
        user_sudo = user.sudo()  # sudo: which roles a colleague holds
        return user_sudo._ops_has_role(*SALESMEN) and not user_sudo._ops_has_role(*KEEPERS)

    def _follow_holders(self):
        """Let the limit of salesmen begin, go on or end, as the present holders say."""
        # sudo: whoever handed it over, the limit is the software's
        originals_sudo = self.sudo()
        carried = originals_sudo.filtered(lambda each: self._is_salesman(each.holder_id))
        kept = originals_sudo - carried
        ended = kept.filtered("date_carried")
        if ended:
            ended._stamp({"date_carried": False, "date_hand_in": False})
            ended._meet_obligations(CODE, step=HAND_IN)
        for since, begun in carried.filtered(lambda each: not each.date_carried).grouped("date_held").items():
            begun._stamp({"date_carried": since})
        carried._owe_hand_in()

    def _owe_hand_in(self):
        """Make the salesmen owe what they carry; whose was missed already is not opened anew."""
        passed = self._live_obligations(CODE, step=HAND_IN).filtered(
            lambda owed: owed.owner_id != self.browse(owed.res_id).holder_id
        )
        passed._release(self.env._("It was passed on to another salesman, who owes it from the same day."))
        now_owed = self._ops_accountable_now(CODE)
        missed = now_owed._get_missed()
        fresh = now_owed.filtered(lambda original: (original.id, original.holder_id.id) not in missed)
        fresh._open_obligations(CODE, step=HAND_IN)
        self._show_hand_in(now_owed)

    def _show_hand_in(self, originals):
        """Show on each original until when its salesman hands it in."""
        dues = self.env["ops.obligation"]._prepare_due_vals(CODE, HAND_IN, None, list(originals))
        by_due = originals.grouped(lambda original: dues[original]["date_due"])
        for due, members in by_due.items():
            changed = members.filtered(lambda original, due=due: original.date_hand_in != due)
            if changed:
                changed._stamp({"date_hand_in": due})

    def _get_missed(self):
        """Return (original, salesman) of whom it is a violation already, since it came to salesmen."""
        clause_id = self.env["ops.clause"]._get_id(CODE)
        found = self.env["ops.obligation"].search(
            [
                ("clause_id", "=", clause_id),
                ("step", "=", HAND_IN),
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("state", "=", "missed"),
            ]
        )
        return {
            (owed.res_id, owed.owner_id.id)
            for owed in found
            if owed.date_opened >= self.browse(owed.res_id).date_carried
        }

    # ------------------------------------------------------------------
    # The ledger asks
    # ------------------------------------------------------------------
    def _ops_obligation_owner(self, code):
        return self.holder_id if code == CODE else super()._ops_obligation_owner(code)

    def _ops_obligation_start(self, code):
        if code == CODE and self.date_carried:
            return self.date_carried
        return super()._ops_obligation_start(code)

    def _ops_obligation_due(self, code):
        """What was lent to a salesman is back by the day that was agreed on."""
        if code == CODE and self.date_return:
            return self.company_id._ops_span(self.date_return, self.date_return)[1]
        return super()._ops_obligation_due(code)

    def _ops_dues_moved(self, obligations):
        """A changed holiday moves until when salesmen hand in."""
        originals = self.sudo().exists()  # sudo: the software follows the ledger
        originals._show_hand_in(originals.filtered("date_carried"))

    def _violate_lost(self):
        """What is lost is a violation of who held it, once for each report (R9)."""
        # the software notes it: who reports a loss of his own writes nothing in his own case
        originals_sudo = self.with_user(self.env.ref("base.user_root"))
        originals_sudo._release_obligations(CODE, self.env._("It was reported lost."), step=HAND_IN)
        return originals_sudo._open_obligations(CODE, step=LOST)._miss()

    @api.model
    def _begin_limits(self, company):
        """What came to salesmen while the rulebook, or R9, was off counts from when it holds again."""
        # sudo: the job works for every company
        uncounted_sudo = (
            self.sudo()
            .search(
                [
                    ("company_id", "=", company.id),
                    ("date_carried", "!=", False),
                    ("date_hand_in", "=", False),
                    ("state", "!=", "lost"),
                ]
            )
            ._ops_accountable_now(CODE)
        )
        if uncounted_sudo:
            uncounted_sudo._stamp({"date_carried": fields.Datetime.now()})
            uncounted_sudo._owe_hand_in()
        return uncounted_sudo

    @api.model
    def _miss_hand_ins(self, company):
        """What a salesman holds past the limit is a violation from then on."""
        # sudo: the job works for every company
        late_sudo = (
            self.env["ops.obligation"]
            .sudo()
            .search(
                [
                    ("clause_id", "=", self.env["ops.clause"]._get_id(CODE)),
                    ("step", "=", HAND_IN),
                    ("company_id", "=", company.id),
                    ("state", "in", LIVE),
                    ("date_due", "<", fields.Datetime.now()),
                ]
            )
        )
        return late_sudo._miss()
