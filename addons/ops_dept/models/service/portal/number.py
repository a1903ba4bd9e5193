from odoo import api, fields, models
from odoo.exceptions import UserError

TEMPLATE = "ops_dept.mail_template_case_number"
# Answers by machines (out of office) are not to answer it.
HEADERS = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "OOF, AutoReply"}


class HelpdeskTicket(models.Model):
    """The customer gets the number of his case by mail, once: as he opens it himself, or by a button where a
    colleague entered it.
    """

    _inherit = "helpdesk.ticket"

    _ops_created = ((10, "_ops_number_created"),)

    ops_date_number = fields.Datetime("Number sent on", readonly=True, copy=False, stamp=True)
    ops_can_send_number = fields.Boolean(
        compute="_compute_ops_can_send_number", export_string_translation=False
    )

    @api.depends("partner_id.email", "partner_email", "ops_date_number", "company_id")
    def _compute_ops_can_send_number(self):
        cases = self._ops_filter_cases()
        for ticket in self:
            has_address = bool(ticket.partner_id.email or ticket.partner_email)
            ticket.ops_can_send_number = ticket in cases and has_address and not ticket.ops_date_number

    def _ops_number_created(self, _vals_list):
        """Answer who opened his case in the portal or on the website."""
        if self.env.user.share:
            self._ops_send_number()

    @api.model
    def message_new(self, msg, custom_values=None):
        """A case by mail says so, and its sender gets the number."""
        by_mail = self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_email", raise_if_not_found=False)
        values = dict(custom_values or {})
        if by_mail and self.env["res.company"]._ops_companies_on():
            values.setdefault("channel_id", by_mail.id)
        case = super().message_new(msg, custom_values=values)
        case._ops_send_number()
        return case

    def action_ops_send_number(self):
        """Send the customer the number of a case that a colleague entered.

        :raises UserError: when nobody knows where to, or he has it already
        """
        self.check_access("write")
        for case in self:
            if case.ops_date_number:
                raise UserError(
                    self.env._("%(case)s: the customer got its number already.", case=case.display_name)
                )
            if not case.ops_can_send_number:
                raise UserError(
                    self.env._(
                        "%(case)s: there is no mail address of the customer. Tell him the number.",
                        case=case.display_name,
                    )
                )
        self._ops_send_number()
        return True

    def _ops_send_number(self):
        """Send it where it was not sent yet and there is an address."""
        for case in self.sudo().filtered("ops_can_send_number"):  # sudo: the customer's mail, ours to send
            template = self.env.ref(TEMPLATE).sudo()
            template.send_mail(
                case.id,
                email_layout_xmlid="mail.mail_notification_light",
                email_values={"headers": repr(HEADERS)},
            )
            case._stamp({"ops_date_number": fields.Datetime.now()})
