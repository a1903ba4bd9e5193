from odoo import api, fields, models


class OpsVisit(models.Model):
    """Whether the customer knows that somebody comes, and who confirmed it.

    Clauses: V1.5, V2.4, V3.1
    """

    _inherit = "ops.visit"

    date_confirmed = fields.Datetime("Confirmed on", readonly=True, copy=False, stamp=True)
    confirmed_by = fields.Char(
        "Confirmed by",
        copy=False,
        frozen="closed",
        help="Who at the customer confirmed time and place (V2.4).",
    )
    is_unannounced = fields.Boolean(
        "Unannounced",
        compute="_compute_is_unannounced",
        store=True,
        derived=True,
        help="Somebody went without an appointment; that is allowed, and counted (V1.5).",
    )
    invites_contact = fields.Boolean(
        "Invite by mail",
        help="The person at the customer gets the appointment by mail, and each change of it (V1.5).",
        frozen="gone",
    )

    @api.depends("date_confirmed", "date_departed", "date_arrived", "channel")
    def _compute_is_unannounced(self):
        for visit in self:
            gone = visit.date_departed or visit.date_arrived
            visit.is_unannounced = bool(visit._is_visit() and gone and not visit.date_confirmed)

    def action_confirm_appointment(self):
        """Note that time and place are agreed upon, in one tap; who said so is the contact. Clause: V2.4"""
        self.check_access("write")
        for visit in self:
            visit._check_steers()
            visit._stamp({"date_confirmed": fields.Datetime.now()})
            if not visit.confirmed_by:
                visit.confirmed_by = visit.contact_id.name or visit._get_customer_name()
        return True
