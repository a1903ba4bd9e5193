from odoo import api, fields, models
from odoo.exceptions import UserError

from ..reconciliation.ops_reconciliation import CODE

# Where an answer is still awaited; who opens the page before it is marked as sent has it, too.
AWAITED = ("draft", "sent", "no_answer")


class OpsReconciliation(models.Model):
    """A statement has a page of its own, for whoever has its link: he confirms our closing there, or says his
    own figure. What he says counts as his seal.

    Clause: R13
    """

    _name = "ops.reconciliation"
    _inherit = ["ops.reconciliation", "portal.mixin"]

    online_link = fields.Char(
        "Link for the customer",
        readonly=True,
        copy=False,
        stamp=True,
        help="Send it by mail or chat: whoever has it reads this statement and answers it.",
    )
    online_by = fields.Char("Answered online by", readonly=True, copy=False, stamp=True)
    online_address = fields.Char(
        "From the address", readonly=True, copy=False, stamp=True, help="Network address of who answered."
    )

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for each in self:
            each.access_url = f"/my/statement/{each.id}"
        return result

    def action_make_link(self):
        """Make the link that is sent to the customer; the same one every time. Clause: R13"""
        self.check_access("write")
        for each in self:
            each._stamp({"online_link": f"{each.get_base_url()}{each.get_portal_url()}"})
        return True

    # ------------------------------------------------------------------
    # The answer
    # ------------------------------------------------------------------
    def _answer_online(self, kind, name, figure=None, note="", address=""):
        """Take the answer that came from the page; the door is the link (`controllers/portal_statement.py`).

        :param str kind: "confirmed" or "differing"
        :param str name: who answers
        :param float figure: the customer's own closing, where it differs
        :raises UserError: says in the customer's words what is missing

        Clause: R13
        """
        self.ensure_one()
        name = (name or "").strip()
        if self.state not in AWAITED:
            raise UserError(self.env._("This statement has been answered already. Thank you."))
        if len(name) < 2:
            raise UserError(self.env._("Please fill in your name."))
        vals = self._prepare_answer_vals(kind)
        if kind == "differing":
            vals |= self._prepare_figure_vals(figure, note)
        vals |= {"online_by": name[:80], "online_address": address, "state": kind}
        self._stamp({**vals, "date_sent": self.date_sent or fields.Datetime.now()})
        self._ops_log("passed", clause_code=CODE)
        self._tell_answer()

    def _prepare_figure_vals(self, figure, note):
        if figure is None or not self.currency_id.compare_amounts(figure, self.closing):
            raise UserError(self.env._("Please fill in the balance in your books, or confirm ours."))
        return {"partner_closing": figure, "answer_note": (note or "").strip()[:2000]}

    def _tell_answer(self):
        """Tell the salesman; the rest of the way is his."""
        text = self.env._(
            "%(who)s answered online: %(result)s.",
            who=self.online_by,
            result=dict(self._fields["state"]._description_selection(self.env))[self.state],
        )
        self.message_post(body=text)
        if self.user_id:
            self.message_notify(partner_ids=self.user_id.partner_id.ids, subject=self.display_name, body=text)

    @api.model
    def _prepare_answer_vals(self, outcome):
        """Another answer takes the place of the one that came online."""
        return {**super()._prepare_answer_vals(outcome), "online_by": False, "online_address": False}

    def _prepare_reopen_vals(self):
        return {**super()._prepare_reopen_vals(), "online_by": False, "online_address": False}
