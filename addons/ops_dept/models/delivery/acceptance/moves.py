from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError

from ....tools.actions import open_records
from .ops_acceptance import STEPS

# The ticket's priority by the worst defect.
PRIORITIES = {"minor": "1", "serious": "2", "critical": "3"}


class OpsAcceptance(models.Model):
    """What the customer decided: accepted, accepted with defects, refused; defects open a ticket (M7.9)."""

    _inherit = "ops.acceptance"

    defect_ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "Ticket of the defects",
        readonly=True,
        copy=False,
        stamp=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    # ------------------------------------------------------------------
    # Accepted
    # ------------------------------------------------------------------
    def action_accept(self):
        """Note that the customer accepted what stands there.

        Clause: M7.9

        :raises UserError: without one of the three days or the signature, or with a defect not repaired
        """
        return self.write({"state": "accepted"})

    def _check_accept(self):
        self._refuse_unsigned()
        for acceptance in self._ops_filter_on():
            if acceptance._get_open_defects():
                raise UserError(
                    self.env._(
                        "%(acceptance)s: defects are written down and not repaired. Choose “Accepted with "
                        "Defects” (M7.9).",
                        acceptance=acceptance.display_name,
                    )
                )

    # ------------------------------------------------------------------
    # Accepted with defects
    # ------------------------------------------------------------------
    def action_accept_with_defects(self):
        """Note that the customer accepted, with the defects written down; they open a ticket.

        Clause: M7.9

        :raises UserError: without one of the three days, the signature or a defect
        """
        return self.write({"state": "with_defects"})

    def _check_accept_with_defects(self):
        self._refuse_unsigned()
        self._refuse_flawless()

    def _do_accept_with_defects(self):
        self._open_tickets()

    # ------------------------------------------------------------------
    # Refused
    # ------------------------------------------------------------------
    def action_refuse(self):
        """Note that the customer refused, for the defects written down; they open a ticket.

        Clause: M7.9

        :raises UserError: without a defect
        """
        return self.write({"state": "refused"})

    def _check_refuse(self):
        self._refuse_flawless()

    def _do_refuse(self):
        self._ops_take_files("photo_ids")
        self._open_tickets()

    def action_follow_up(self):
        """Open the acceptance after a refused one, a new one where there is none yet.

        Clause: M7.9

        :raises UserError: where it was not refused
        """
        self.ensure_one()
        if self.state != "refused":
            raise UserError(
                self.env._(
                    "%(acceptance)s was not refused: there is nothing to accept again (M7.9).",
                    acceptance=self.display_name,
                )
            )
        # sudo: whether there is one, also a colleague's
        following = self.sudo().following_ids.sudo(False)
        if not following:
            following = self.copy({"previous_id": self.id, "ticket_id": self.defect_ticket_id.id})
        return open_records(following)

    # ------------------------------------------------------------------
    # Refusals
    # ------------------------------------------------------------------
    def _refuse_unsigned(self):
        for acceptance in self._ops_filter_on():
            lacking = [name for name in (*STEPS, "signed_by", "signature") if not acceptance[name]]
            if lacking:
                raise UserError(
                    self.env._(
                        "%(acceptance)s is accepted with all three days and the customer's signature; "
                        "missing: %(fields)s (M7.9).",
                        acceptance=acceptance.display_name,
                        fields=self._ops_field_labels(lacking),
                    )
                )

    def _refuse_flawless(self):
        for acceptance in self._ops_filter_on():
            if not acceptance.defect_ids:
                raise UserError(
                    self.env._(
                        "%(acceptance)s: write down at least one defect first (M7.9).",
                        acceptance=acceptance.display_name,
                    )
                )

    # ------------------------------------------------------------------
    # Ticket
    # ------------------------------------------------------------------
    def _open_tickets(self):
        """Open a ticket for the defects of each, once."""
        flawed = self.filtered(lambda each: each.defect_ids and not each.defect_ticket_id)
        # sudo: who stands at the customer's opens the ticket, without a right of his own on tickets
        tickets_sudo = self.env["helpdesk.ticket"].sudo()
        tickets_sudo = tickets_sudo.create([acceptance._prepare_defect_ticket() for acceptance in flawed])
        for acceptance, ticket_sudo in zip(flawed, tickets_sudo, strict=True):
            acceptance._stamp({"defect_ticket_id": ticket_sudo.id})

    def _prepare_defect_ticket(self):
        severities = dict(self.defect_ids._fields["severity"]._description_selection(self.env))
        rows = Markup().join(
            Markup("<li>%s</li>")
            % self.env._(
                "%(defect)s (%(severity)s, by %(day)s)",
                defect=defect.name,
                severity=severities[defect.severity],
                day=defect.date_due,
            )
            for defect in self.defect_ids
        )
        return {
            "name": self.env._("Defects at the acceptance %s", self.name),
            "description": Markup("<ul>%s</ul>") % rows,
            "partner_id": (self.contact_id or self.partner_id).id,
            "partner_name": (self.contact_id or self.partner_id).name,
            "user_id": False,
            "company_id": self.company_id.id,
            "priority": max(PRIORITIES[defect.severity] for defect in self.defect_ids),
        }

    def action_open_ticket(self):
        """Open the tickets of this acceptance: of the case, and of the defects. Clause: M7.9"""
        return open_records(self.ticket_id | self.defect_ticket_id, self.env._("Tickets"))
