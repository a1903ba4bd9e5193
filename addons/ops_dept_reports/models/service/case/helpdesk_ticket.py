from odoo import models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

REPORT = "ops_dept_reports.report_helpdesk_ticket_case"


class HelpdeskTicket(models.Model):
    """The after-sales service form, or the form of a repair or return: it goes to technical once confirmed.

    Clause: W7.B
    """

    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "ops.printed"]

    def _ops_require_printable(self, report):
        """A case prints for who may read it; before the confirmation the form says so."""
        self.sudo(False).check_access("read")  # sudo is left: a paper is for the readers of its record

    def _ops_get_form_files(self):
        """Return the form as PDF; without a print engine the confirmation goes without it, and says so.

        Clause: W7.B
        """
        files = super()._ops_get_form_files()
        # sudo: the form goes to technical in the name of the house, whoever confirmed
        reports = self.env["ir.actions.report"].sudo()
        try:
            content, kind = reports._render_qweb_pdf(REPORT, self.ids)
        except UserError as error:
            self._ops_note(self.env._("The form could not be printed: %s", error))
            return files
        return [*files, (f"{self.number}.{kind}", content)]

    # ------------------------------------------------------------------
    # What the form says
    # ------------------------------------------------------------------
    def _ops_get_case_title(self):
        return {
            "after_sales": self.env._("After-Sales Service Form"),
            "repair": self.env._("Repair Form"),
            "return": self.env._("Return Form"),
            "exchange": self.env._("Exchange Form"),
        }.get(self.ops_process, self.env._("Service Case"))

    def _ops_get_case_paper(self):
        """Return what the form says, in the language of the environment. Clause: W7.B"""
        self.ensure_one()
        _ = self.env._
        case_sudo = self.sudo()  # sudo: names of order and colleagues, for whoever prints what he reads
        choices = {
            name: dict(self._fields[name]._description_selection(self.env))
            for name in ("ops_warranty", "ops_fault_of", "ops_step")
        }
        contact = case_sudo.partner_id
        return {
            "facts": [
                (_("Customer"), case_sudo.commercial_partner_id.name),
                (_("Contact"), contact.name if contact != case_sudo.commercial_partner_id else ""),
                (_("Phone"), contact.phone or case_sudo.commercial_partner_id.phone or ""),
                (_("Address"), contact._ops_paper_party()["address"] if contact else ""),
                (_("Order"), case_sudo.ops_order_id.name),
                (_("Delivery"), case_sudo.ops_picking_id.name),
                (_("Told us on"), self._ops_paper_date(self.ops_date_received)),
                (_("Received by"), case_sudo.channel_id.name),
                (_("Salesperson"), case_sudo.ops_salesman_id.name),
                (_("Warranty"), choices["ops_warranty"].get(self.ops_warranty)),
                (_("Reason"), self.ops_reason),
                (_("Whose fault"), choices["ops_fault_of"].get(self.ops_fault_of)),
            ],
            "title": self.name,
            "words": html2plaintext(self.description or "").strip(),
            "columns": [
                _("Product"),
                _("Serial number"),
                _("Quantity"),
                _("What is wrong"),
                _("Accessories"),
            ],
            "rows": [
                [
                    line.product_id.display_name,
                    line.lot_id.name or "",
                    f"{self._ops_paper_quantity(line.quantity)} {line.uom_id.name or ''}",
                    line.fault or "",
                    line.accessories or "",
                ]
                for line in case_sudo.ops_line_ids
            ],
            "verdicts": [
                (line.product_id.display_name, line._get_verdict_text())
                for line in case_sudo.ops_line_ids
                if line.verdict
            ],
            "dispatch": self._ops_get_dispatch_text(),
            "result": (self.ops_result or "").strip(),
            "state": choices["ops_step"].get(self.ops_step),
            "is_confirmed": bool(self.ops_date_approved),
            "asked_by": self._ops_requester_name(),
            "asked_on": self._ops_paper_date(self.ops_date_submitted),
            "technician": case_sudo.user_id.name or "",
            "stamps": self._ops_paper_stamps(),
        }

    def _ops_get_dispatch_text(self):
        """Return what technical decided, with its reason; nothing before."""
        if not self.ops_dispatch:
            return ""
        names = dict(self._fields["ops_dispatch"]._description_selection(self.env))
        return " – ".join(filter(None, (names[self.ops_dispatch], self.ops_dispatch_reason)))
