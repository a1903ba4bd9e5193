from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError


class HelpdeskTicket(models.Model):
    """Technical's part: take it up, talk with the customer, send somebody or not, say what came of it.

    Clauses: W7.C, W7.D, W7.E
    """

    _inherit = "helpdesk.ticket"

    ops_contact_ids = fields.One2many(
        "ops.visit", "case_id", "Calls and visits", help="What was talked about and done for this case."
    )
    ops_dispatch = fields.Selection(
        [("yes", "Somebody is sent"), ("no", "It is solved from here")],
        "Send someone?",
        copy=False,
        tracking=True,
        frozen="not_technical",
        help="Decided after technical talked with the customer (W7.C).",
    )
    ops_dispatch_reason = fields.Char(
        "Because", copy=False, tracking=True, frozen="not_technical", help="Why, in a few words (W7.C)."
    )
    ops_dispatch_user_id = fields.Many2one("res.users", "Decided by", readonly=True, copy=False, stamp=True)
    ops_dispatch_date = fields.Datetime("Decided on", readonly=True, copy=False, stamp=True)
    ops_result = fields.Text(
        "Result",
        copy=False,
        tracking=True,
        frozen="not_technical",
        help="What was wrong and what was done. The manager, support and the salesperson read it (W7.D).",
    )
    ops_date_solved = fields.Datetime("Done on", readonly=True, copy=False, stamp=True)
    ops_date_taken = fields.Datetime("Taken up on", readonly=True, copy=False, stamp=True)

    _ops_on_write = ((20, "_ops_deciding_dispatch"),)

    # ------------------------------------------------------------------
    # Taking up
    # ------------------------------------------------------------------
    def action_ops_take_up(self):
        """Take the case up as who works on it. Clause: W7.C

        :raises AccessError: for others than technical
        """
        return self.write({"ops_step": "technical"})

    def _check_take_up(self):
        """Nothing else is needed: the case is confirmed."""

    def _prepare_take_up_vals(self):
        return {"user_id": self.env.uid}

    def _do_take_up(self):
        """Keep when technical began first, however often it is taken up."""
        for case in self.filtered(lambda case: not case.ops_date_taken):
            now = fields.Datetime.now()
            hours = case._ops_get_hours(case.ops_date_received, now)
            case._stamp({"ops_date_taken": now, "ops_hours_response": hours})

    # ------------------------------------------------------------------
    # Sending somebody
    # ------------------------------------------------------------------
    @contextmanager
    def _ops_deciding_dispatch(self, vals):
        """Note who decided, and tell manager and support that somebody goes or not (W7.C, W7.D)."""
        before = {case: case.ops_dispatch for case in self} if "ops_dispatch" in vals else {}
        yield
        for case, earlier in before.items():
            if case.ops_dispatch != earlier:
                case._stamp(
                    {"ops_dispatch_user_id": self.env.uid, "ops_dispatch_date": fields.Datetime.now()}
                )

    def action_ops_send_someone(self):
        """Decide that somebody is sent, and open the visit to plan. Clause: W7.C

        :raises UserError: without a reason
        """
        self.ensure_one()
        self.write({"ops_dispatch": "yes"})
        self.write({"ops_step": "site"})
        return self.action_ops_plan_visit()

    def _check_send_someone(self):
        for case in self:
            if case.ops_dispatch != "yes" or not (case.ops_dispatch_reason or "").strip():
                raise UserError(
                    self.env._(
                        "%(case)s: decide that somebody is sent and say why (W7.C).", case=case.display_name
                    )
                )

    def action_ops_plan_visit(self):
        """Open a visit to the customer for this case, the planned one where there is one. Clause: W7.C"""
        self.ensure_one()
        planned = self.ops_contact_ids.filtered(
            lambda visit: (
                visit.channel == "visit" and visit.state not in ("reviewed", "reported", "cancelled")
            )
        )
        return self.env["ops.visit"]._open_next_document(planned[:1], self._prepare_visit)

    def action_ops_call(self):
        """Open the short form of a call with the customer about this case. Clause: W7.C"""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_visit_action_call")
        vals = {**self._prepare_visit(), "channel": "outbound"}
        return {**action, "context": {f"default_{name}": value for name, value in vals.items()}}

    def _prepare_visit(self):
        contact = self.partner_id - self.commercial_partner_id
        return {
            "case_id": self.id,
            "channel": "visit",
            "partner_id": self.commercial_partner_id.id,
            "contact_id": contact.id,
            "goal": self.name,
        }

    # ------------------------------------------------------------------
    # The result
    # ------------------------------------------------------------------
    def action_ops_solve(self):
        """Report what came of it to manager, support and salesperson. Clauses: W7.D, W7.E

        :raises UserError: names what is missing
        """
        return self.write({"ops_step": "solved"})

    def _check_solve(self):
        self._ops_refuse_blockers(lambda case: case._ops_get_solve_blockers())

    def _ops_get_solve_blockers(self):
        """Return the sentences that keep the case from being reported as done."""
        _ = self.env._
        if self.ops_process != "after_sales":
            return []
        blockers = []
        if not self.ops_dispatch:
            blockers.append(_("Decide first whether somebody is sent, and say why (W7.C)."))
        elif not (self.ops_dispatch_reason or "").strip():
            blockers.append(_("Say why somebody is sent, or why not (W7.C)."))
        if self.ops_dispatch == "yes" and not self._ops_get_site_visits():
            blockers.append(_("Somebody is to be sent: no visit for this case was made yet (W7.C)."))
        if not (self.ops_result or "").strip():
            blockers.append(_("Write what was wrong and what was done (W7.D)."))
        return blockers

    def _ops_get_site_visits(self):
        """Return the visits made for this case."""
        contacts_sudo = self.sudo().ops_contact_ids  # sudo: whether somebody was there
        return contacts_sudo.filtered(lambda visit: visit.channel == "visit" and visit.date_finished)

    def _ops_take_result(self, visit):
        """Put what was done on site into the result, unless technical wrote one already. Clause: W7.D"""
        for case in self.filtered(lambda case: case._ops_is_running() and not case.ops_result):
            text = visit.work_done
            if visit.parts_used:
                text = self.env._("%(work)s\nParts used: %(parts)s", work=text, parts=visit.parts_used)
            case._stamp({"ops_result": text})

    def _prepare_solve_vals(self):
        return {"ops_date_solved": fields.Datetime.now()}

    def _do_solve(self):
        """Tell manager and support, and the salesperson, who now tells the customer (W7.D, W7.E, V5.2)."""
        self._ops_end_waiting()
        self._ops_note_spent()
        self._meet_obligations("W7.D")
        self._ops_log("reported", clause_code="W7.D")
        for case in self:
            text = case._ops_get_solved_text()
            case._ops_tell(case._ops_post_users("sales_manager") | case._ops_post_users("support"), text)
            case._ops_tell(
                case.ops_salesman_id,
                self.env._("%(text)s Tell the customer what came of it (V5.2).", text=text),
            )
        self._open_obligations("V5.2", step="feedback")

    def _ops_get_solved_text(self):
        return self.env._(
            "%(case)s of %(customer)s is done: %(result)s",
            case=self.display_name,
            customer=self.commercial_partner_id.name,
            result=self.ops_result or "-",
        )

    # ------------------------------------------------------------------
    # Until when
    # ------------------------------------------------------------------
    def _ops_obligation_post(self, code):
        return "technical" if code == "W7.D" else super()._ops_obligation_post(code)

    def _ops_obligation_owner(self, code):
        """The technician who took it up owes the result, the salesperson the customer's answer."""
        if code == "V5.2":
            return self.ops_salesman_id
        return self.user_id if code == "W7.D" else super()._ops_obligation_owner(code)

    def _ops_obligation_start(self, code):
        """The result is owed from the confirmation, or from the end of the visit that was made for it."""
        if code != "W7.D":
            return self.ops_date_solved if code == "V5.2" else super()._ops_obligation_start(code)
        # sudo: when somebody will be there, whoever may read his visits
        visits = self.sudo().ops_contact_ids.filtered(
            lambda visit: visit.channel == "visit" and visit.state != "cancelled"
        )
        ends = [visit.date_finished or visit.date_start for visit in visits]
        return max([self.ops_date_approved, *ends]) if self.ops_date_approved else fields.Datetime.now()
