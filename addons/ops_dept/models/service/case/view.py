from odoo import api, fields, models

from .helpdesk_ticket import DENIED

# What lists and searches show of ours.
OURS = "//field[starts-with(@name, 'ops_')] | //filter[contains(@name, '_ops_')]"


class HelpdeskTicket(models.Model):
    """What the form says: where the case stands, who acts now, and the shared parts of a decision."""

    _inherit = "helpdesk.ticket"

    ops_next_text = fields.Char("Next", compute="_compute_ops_next_text")
    ops_visit_count = fields.Integer("Calls and visits of it", compute="_compute_ops_visit_count")

    @api.depends("ops_step", "ops_waiting_since", "ops_process", "user_id", "ops_salesman_id")
    @api.depends_context("uid", "lang")
    def _compute_ops_next_text(self):
        cases = self._ops_filter_cases()
        for ticket in self:
            ticket.ops_next_text = ticket._ops_get_next_text() if ticket in cases else False

    @api.depends("number", "name")
    def _compute_display_name(self):
        """A new one has neither number nor title yet."""
        unnamed = self.filtered(lambda ticket: not ticket.name)
        for ticket in unnamed:
            ticket.display_name = self.env._("New case")
        return super(HelpdeskTicket, self - unnamed)._compute_display_name()

    @api.depends("ops_contact_ids")
    def _compute_ops_visit_count(self):
        for ticket in self:
            ticket.ops_visit_count = len(ticket.ops_contact_ids)

    def _ops_get_next_text(self):
        """Say who acts next and what he does."""
        self.ensure_one()
        _ = self.env._
        case_sudo = self.sudo()  # sudo: names of colleagues
        if self.ops_waiting_since:
            return _("The customer is awaited: %s.", self.ops_waiting_for_word)
        technician = case_sudo.user_id.name or _("Technical")
        salesman = case_sudo.ops_salesman_id.name or _("The salesperson")
        texts = {
            "draft": _("Sales support or the salesperson completes the case and asks for its confirmation."),
            "submitted": _("The sales manager confirms it or refuses."),
            "approved": _("%s takes it up and talks with the customer.", technician),
            "reopened": _("%s takes it up again.", technician),
            "technical": _("%s talks with the customer, decides and reports the result.", technician),
            "site": _("%s goes to the customer and reports the result.", technician),
            "purchasing": _("Purchasing sends the goods to the maker."),
            "maker": _("Purchasing follows up the maker."),
            "solved": _("%s tells the customer what came of it.", salesman),
            "refused": _("%s tells the customer, or corrects the case and asks again.", salesman),
            "cancel": _("%s tells the customer.", salesman),
        }
        if self.ops_step in DENIED and self.ops_told_date:
            return _("Nothing: the customer was told.")
        if self.ops_step == "solved" and self.ops_told_date:
            return " ".join(self._ops_get_open_ends()) or _("The customer was told.")
        return texts.get(self.ops_step, _("Nothing: the case is closed."))

    def _ops_get_next_act(self):
        """Return the button of the first page for this case: what it says, and the method behind it."""
        self.ensure_one()
        _ = self.env._
        acts = {
            "draft": (_("Complete"), ""),
            "approved": (_("Take Up"), "action_ops_take_up"),
            "reopened": (_("Take Up"), "action_ops_take_up"),
            "technical": (_("Work on It"), ""),
            "site": (_("Open Visit"), "action_ops_plan_visit"),
            "solved": (_("Tell the Customer"), "action_ops_open_told"),
        }
        return acts.get(self.ops_step, (_("Open"), ""))

    def action_ops_open_contacts(self):
        """Open the calls and visits of this case. Clause: W7.C"""
        self.ensure_one()
        action = self.ops_contact_ids._get_records_action(name=self.env._("Calls and Visits"))
        return {**action, "context": {"create": False}}

    # ------------------------------------------------------------------
    # Form
    # ------------------------------------------------------------------
    @api.model
    def _ops_shows_cases(self):
        """Tell whether one of the user's companies works by the rulebook."""
        return not self.env["res.company"]._ops_companies_on().isdisjoint(self.env.companies.ids)

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._ops_shows_cases())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Our columns and filters are left out where the rulebook is off; where it is on, the form brings the
        parts of every document behind a gate, and locks what is decided.
        """
        arch, view = super()._get_view(view_id, view_type, **options)
        if not self._ops_shows_cases():
            if view_type != "form":
                for node in arch.xpath(OURS):
                    node.getparent().remove(node)
        elif view_type == "form":
            self._ops_complete_form(arch)
            self._lock_frozen(arch)
        else:
            arch.attrib.pop("sample", None)
        return arch, view

    @api.model
    def _ops_complete_form(self, arch):
        """Put in who decides, where the case stands, and the approvals."""
        header, sheet = arch.find("header"), arch.find("sheet")
        notebook = None if sheet is None else sheet.find(".//notebook")
        if header is None or notebook is None:
            return
        decide = self._get_form_part("ops_document_decide", submit_label=self.env._("Ask for Confirmation"))
        for position, node in enumerate(decide):
            header.insert(position, node)
        for node in self._get_form_part("ops_document_undo"):
            header.append(node)
        for node in self._get_form_part("ops_document_strips"):
            sheet.addprevious(node)
        notebook.extend(self._get_form_part("ops_document_approvals"))

    def _ops_get_status_text(self):
        """Say who acts next at every step, not only while somebody decides."""
        said = super()._ops_get_status_text()
        if said or self.ops_step == "draft":
            return said
        return self._ops_get_next_text()
