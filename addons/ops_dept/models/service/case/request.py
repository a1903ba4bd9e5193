from odoo import models
from odoo.tools import is_html_empty


class HelpdeskTicket(models.Model):
    """The request for a case, the manager's confirmation, and what follows it (W7.A, W7.B, W8.A, W9.A)."""

    _inherit = "helpdesk.ticket"

    def action_ops_submit(self):
        """Ask the sales manager to confirm the case.

        :raises UserError: names what is missing
        """
        return super().action_ops_submit()

    def _get_content_blockers(self):
        _ = self.env._
        blockers = super()._get_content_blockers()
        clause = self._ops_clause_of("A")
        if not self.ops_process:
            blockers.append(_("Choose the process: service, repair, return or exchange (%s).", clause))
        if not self.partner_id:
            blockers.append(_("Choose the customer or his contact (%s).", clause))
        if not self.ops_salesman_id:
            blockers.append(_("Say whose customer it is: the salesperson (%s).", clause))
        if is_html_empty(self.description):
            blockers.append(_("Write what the customer says (%s).", clause))
        if self.ops_process in ("return", "exchange"):
            if not (self.ops_reason or "").strip():
                blockers.append(_("Write why the customer sends the goods back (W9.A)."))
            if not self.ops_fault_of:
                blockers.append(_("Say whose fault it is, as far as we know (W9.A)."))
        return blockers + self._ops_get_goods_blockers()

    def _ops_get_goods_blockers(self):
        """Return what is missing of the products of this case; their room says it."""
        return []

    def _ops_request_reviews(self):
        """Where the clause of its process is switched off, a case is confirmed as it is asked for."""
        on = self._ops_filter_on()
        for case in self - on:
            case._ops_clear_reviews()
            case._ops_pass_gate()
            case._ops_log("open", clause_code=case._ops_named_clause())
        return super(HelpdeskTicket, on)._ops_request_reviews() if on else self.env["tier.review"]

    def _ops_log(self, event, **values):
        """The clause in the log is that of the case's process."""
        if "clause_code" in values:
            return super()._ops_log(event, **values)
        rows = self.env["ops.log"]
        for clause, cases in self.grouped(lambda case: case._ops_named_clause()).items():
            rows |= super(HelpdeskTicket, cases)._ops_log(event, clause_code=clause, **values)
        return rows

    def _do_approve(self):
        """Technical gets the service form and owes its result; support and salesperson see it confirmed.

        Clauses: W7.B, W7.D
        """
        result = super()._do_approve()
        for case in self:
            case._ops_send_form()
        self.filtered(lambda case: case.ops_process == "after_sales")._open_obligations("W7.D")
        return result

    def _ops_send_form(self):
        """Send the service form to technical in the name of support. Clause: W7.B"""
        self.ensure_one()
        technicians = self.user_id or self._ops_post_users("technical")
        # sudo: whoever confirms need not be allowed to write the case to have its form sent
        self.sudo().message_notify(
            partner_ids=technicians.partner_id.ids,
            subject=self.display_name,
            body=self.env._(
                "%(case)s is confirmed: %(customer)s waits for you. Take it up, talk with the customer and "
                "decide whether somebody is sent (%(clause)s).",
                case=self.display_name,
                customer=self.commercial_partner_id.name,
                clause=self._ops_clause_of("B"),
            ),
            author_id=self._ops_post_users("support")[:1].partner_id.id or self.env.user.partner_id.id,
            attachments=self._ops_get_form_files(),
        )

    def _ops_get_form_files(self):
        """Return the files that go to technical with the confirmation, (name, content) each; the add-on that
        prints the form adds it.
        """
        return []
