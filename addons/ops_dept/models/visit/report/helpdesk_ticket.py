from odoo import api, fields, models
from odoo.tools import format_list, plaintext2html

from ....tools.actions import open_records


class HelpdeskTicket(models.Model):
    """A ticket that a complaint on a visit or call opened (V3.6)."""

    _inherit = "helpdesk.ticket"

    ops_visit_id = fields.Many2one(
        "ops.visit", "From the visit", index="btree_not_null", readonly=True, copy=False, ondelete="set null"
    )

    # the tickets of a customer are asked for before each visit and in his timeline
    _ops_partner_idx = models.Index("(partner_id) WHERE partner_id IS NOT NULL")

    def _ops_get_step_name(self):
        """Return where it stands, as the visit shows it."""
        self.ensure_one()
        return self.stage_id.name

    def _ops_get_told_line(self):
        """Return what the customer was told of it, False where nothing is known: cases know."""
        return False


class OpsVisit(models.Model):
    """A complaint is apologised for, recorded and followed up: one tap opens the ticket (V3.6)."""

    _inherit = "ops.visit"

    ticket_ids = fields.One2many("helpdesk.ticket", "ops_visit_id", "Tickets")
    ticket_text = fields.Char("What became of the complaint", compute="_compute_ticket_text")
    ticket_answer = fields.Text("What the customer was told", compute="_compute_ticket_text")

    @api.depends("ticket_ids.stage_id")
    @api.depends_context("lang")
    def _compute_ticket_text(self):
        for visit in self:
            # sudo: the visit shows what became of its complaint, whoever reads it: number, step, the answer
            tickets_sudo = visit.sudo().ticket_ids
            visit.ticket_text = format_list(
                self.env, [f"{ticket.number} {ticket._ops_get_step_name()}" for ticket in tickets_sudo]
            )
            told = (ticket._ops_get_told_line() for ticket in tickets_sudo)
            visit.ticket_answer = "\n".join(filter(None, told)) or False

    def action_open_ticket(self):
        """Open the ticket of the complaint, a new one where there is none yet. Clause: V3.6"""
        self.ensure_one()
        if self.ticket_ids:
            return open_records(self.ticket_ids, self.env._("Tickets"))
        self._check_mine()
        # sudo: who reports a complaint opens its ticket, without a right of his own on tickets
        ticket_sudo = self.env["helpdesk.ticket"].sudo().create(self._prepare_ticket())
        return open_records(ticket_sudo.sudo(False)) if ticket_sudo.sudo(False).has_access("read") else True

    def _prepare_ticket(self):
        """Return the values of the ticket; the room of cases adds what makes it one."""
        _ = self.env._
        text = (self.complaint or "").strip()
        return {
            "name": text.splitlines()[0][:80] if text else _("Complaint of %s", self._get_customer_name()),
            "description": plaintext2html(text) if text else _("See the visit %s.", self.display_name),
            "partner_id": (self.contact_id or self.partner_id).id,
            "partner_name": self._get_customer_name(),
            "user_id": False,
            "company_id": self.company_id.id,
            "ops_visit_id": self.id,
        }
