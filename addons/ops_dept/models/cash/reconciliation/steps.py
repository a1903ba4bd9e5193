from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...policy.guarded.moves import Move
from .ops_reconciliation import CAME, CODE

SALES = ("consultant", "leader")


class OpsReconciliation(models.Model):
    """From the statement to its end: sent, answered, told to finance, reported, closed (R13)."""

    _inherit = "ops.reconciliation"

    _transitions = {
        "sent": Move("send", ("draft",), roles=SALES),
        "confirmed": Move("confirm", ("sent", "differing", "refused", "no_answer"), roles=SALES),
        "differing": Move("differ", ("sent", "refused", "no_answer"), roles=SALES),
        "refused": Move("refuse", ("sent", "differing", "no_answer"), roles=SALES),
        "no_answer": Move("give_up", ("sent",), roles=SALES),
        "closed": Move("close", CAME, roles=SALES),
    }

    def action_send(self):
        """Note that the statement went to the customer. Clause: R13"""
        return self.write({"state": "sent"})

    def action_confirm(self):
        """Note that the customer confirmed our closing with his seal. Clause: R13"""
        return self.write({"state": "confirmed"})

    def action_differ(self):
        """Note that the customer has another figure. Clause: R13"""
        return self.write({"state": "differing"})

    def action_refuse(self):
        """Note that the customer refuses to check the accounts, and what he said. Clause: R13"""
        return self.write({"state": "refused"})

    def action_give_up(self):
        """Note that no answer came, and what was tried. Clause: R13"""
        return self.write({"state": "no_answer"})

    def action_close(self):
        """Close it: finance was told, the report was made; only then the duty is met. Clause: R13"""
        return self.write({"state": "closed"})

    # ------------------------------------------------------------------
    # The answer
    # ------------------------------------------------------------------
    def _prepare_send_vals(self):
        return {"date_sent": fields.Datetime.now()}

    def _check_confirm(self):
        self._refuse_all(
            lambda each: not each.seal_scan_ids,
            lambda each: each.env._("add a photo or scan of the statement with the customer's seal"),
        )

    def _prepare_confirm_vals(self):
        return self._prepare_answer_vals("confirmed")

    def _check_differ(self):
        self._refuse_all(
            lambda each: not each.currency_id.compare_amounts(each.partner_closing, each.closing),
            lambda each: each.env._("enter the customer's figure: it is the same as ours"),
        )

    def _prepare_differ_vals(self):
        return self._prepare_answer_vals("differing")

    def _check_refuse(self):
        self._check_note()

    def _prepare_refuse_vals(self):
        return self._prepare_answer_vals("refused")

    def _check_give_up(self):
        self._check_note()

    def _prepare_give_up_vals(self):
        return self._prepare_answer_vals("no_answer")

    def _check_note(self):
        self._refuse_all(
            lambda each: len((each.answer_note or "").strip()) < 2,
            lambda each: each.env._("note what the customer said, or what was tried"),
        )

    @api.model
    def _prepare_answer_vals(self, outcome):
        """Another answer is told to finance and reported anew."""
        return {
            "outcome": outcome,
            "date_answered": fields.Datetime.now(),
            "date_finance_told": False,
            "finance_told_by_id": False,
            "date_finance_seen": False,
            "finance_seen_by_id": False,
            "date_reported": False,
            "reported_by_id": False,
        }

    # ------------------------------------------------------------------
    # Told and reported
    # ------------------------------------------------------------------
    def action_tell_finance(self):
        """Give finance the result; it stands on finance's first page until finance notes it. Clause: R13"""
        self._check_step()
        return self._stamp({"date_finance_told": fields.Datetime.now(), "finance_told_by_id": self.env.uid})

    def action_note_by_finance(self):
        """Note, as finance, that the result was taken over. Clause: R13"""
        self.check_access("read")
        if not self.env.user._ops_has_role("finance"):
            raise AccessError(self.env._("The result of a reconciliation is noted by finance (R13)."))
        self._refuse_all(
            lambda each: not each.date_finance_told, lambda each: each.env._("finance has not been told yet")
        )
        # sudo: finance reads what it notes, and was asked for above
        return self.sudo()._stamp(
            {"date_finance_seen": fields.Datetime.now(), "finance_seen_by_id": self.env.uid}
        )

    def action_report(self):
        """Report the result to the sales manager or the general manager, who is told. Clause: R13"""
        self._check_step()
        self._refuse_all(
            lambda each: not each._may_hear(),
            lambda each: each.env._("it is reported to the sales manager or the general manager: choose one"),
        )
        self._stamp({"date_reported": fields.Datetime.now(), "reported_by_id": self.env.uid})
        for manager, members in self.grouped("report_to_id").items():
            members._tell_manager(manager)
        return True

    def _may_hear(self):
        """Tell whether the report goes to somebody who leads, and not to who makes it."""
        # sudo: the roles of a colleague
        hears_sudo = self.sudo().report_to_id
        return (
            hears_sudo
            and hears_sudo != self.user_id
            and hears_sudo._ops_has_role("sales_manager", "leader", "general_manager")
        )

    def _tell_manager(self, manager):
        self.env["mail.thread"].sudo().message_notify(  # sudo: told by the software
            partner_ids=manager.partner_id.ids,
            subject=self.env._("Half-year reconciliation"),
            body=", ".join(self._say_result()),
        )

    def _say_result(self):
        """Return each result in a few words."""
        results = dict(self._fields["outcome"]._description_selection(self.env))
        return [
            f"{each.display_name}: {each.currency_id.format(each.closing)} ({results.get(each.outcome, '')})"
            for each in self
        ]

    def _check_step(self):
        """Who may move it, tells it; and only a result can be told."""
        self.check_access("write")
        self._ops_check_roles("closed")
        self._refuse_all(
            lambda each: each.state not in CAME,
            lambda each: each.env._("note first what came of it: confirmed, differing, refused or no answer"),
        )

    # ------------------------------------------------------------------
    # Its end
    # ------------------------------------------------------------------
    def _check_close(self):
        self._refuse_all(lambda each: each._get_close_blockers(), lambda each: each._get_close_blockers())

    def _get_close_blockers(self):
        """Return what is left to do before it is closed, one sentence; "" when nothing is."""
        self.ensure_one()
        missing = []
        if self.state == "differing":
            if not self.currency_id.is_zero(self.unexplained):
                left = self.currency_id.format(self.unexplained)
                missing.append(self.env._("%s is not explained by the differences", left))
            if self.difference_ids.filtered(lambda difference: not difference.date_settled):
                missing.append(self.env._("settle each difference with a word"))
        if not self.date_finance_told:
            missing.append(self.env._("tell finance"))
        if not self.date_reported:
            missing.append(self.env._("report it to the sales manager or the general manager"))
        return "; ".join(missing)

    def _prepare_close_vals(self):
        return {"date_closed": fields.Datetime.now()}

    def _do_close(self):
        self._meet_obligations(CODE)
        self._ops_log("passed", clause_code=CODE)

    @api.depends("state", "unexplained", "date_finance_told", "date_reported", "difference_ids.date_settled")
    def _compute_next_step(self):
        for each in self:
            each.next_step = each._say_next_step()

    def _say_next_step(self):
        if self.state == "draft":
            return self.env._("Print the statement, give it to the customer, then press Sent")
        if self.state == "sent":
            return self.env._("Add the sealed statement, or the customer's figure, or what he said")
        if self.state == "closed":
            return ""
        return self._get_close_blockers() or self.env._("Close it")

    def _refuse_all(self, lacks, say):
        """Refuse the records that lack something, one line each."""
        lacking = self.filtered(lacks)
        if lacking:
            raise UserError(
                "\n".join(f"{each.display_name}: {say(each)} ({self._ops_clause})." for each in lacking)
            )

    def _refuse_to_delete(self):
        self._refuse_all(bool, lambda each: each.env._("a statement of account is kept, whatever came of it"))
