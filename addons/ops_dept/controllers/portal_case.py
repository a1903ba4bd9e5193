from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request

from odoo.addons.helpdesk_mgmt.controllers.main import HelpdeskTicketController
from odoo.addons.helpdesk_mgmt.controllers.myaccount import CustomerPortalHelpdesk

# What the page's buttons say → the method of the case that takes it.
ANSWERS = {
    "message": "_ops_customer_says",
    "solved": "_ops_customer_solved",
    "not_solved": "_ops_customer_not_solved",
}
# More files at once are sent by mail.
FILES = 10


class CasePortal(CustomerPortalHelpdesk):
    """The page of a case: read and answered by the customer's firm, or whoever has the link of his mail."""

    @http.route(
        "/my/ticket/<int:ticket_id>/answer", type="http", auth="public", methods=["POST"], website=True
    )
    def portal_case_answer(self, ticket_id, access_token=None, answer="message", words="", **_kw):
        """Take what the customer says on the page of his case (V5.2). A colleague answers for nobody."""
        try:
            case_sudo = self._document_check_access("helpdesk.ticket", ticket_id, access_token=access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        if not case_sudo._ops_is_case() or answer not in ANSWERS:
            return request.redirect(case_sudo.get_portal_url())
        try:
            take_customer_answer(case_sudo, answer, words=words, files=self._get_sent_files())
        except UserError as error:
            values = self._ticket_get_page_view_values(case_sudo, access_token)
            values.update(error=error.args[0], words=words)
            return request.render("helpdesk_mgmt.portal_helpdesk_ticket_page", values)
        return request.redirect(case_sudo.get_portal_url(query_string=f"&answered={answer}"))

    def _prepare_portal_layout_values(self):
        """The list of tickets is one of cases where the visitor's company works by the rulebook."""
        values = super()._prepare_portal_layout_values()
        return {**values, "tickets_are_cases": request.env.company._ops_rulebook_on()}

    def _get_sent_files(self):
        sent = request.httprequest.files.getlist("photos")[:FILES]
        return [(file.filename, file.read()) for file in sent if file.filename]

    def _ticket_get_page_view_values(self, ticket, access_token, **kwargs):
        values = super()._ticket_get_page_view_values(ticket, access_token, **kwargs)
        return {
            **values,
            "is_case": ticket._ops_is_case(),
            "token": access_token,
            "answered": kwargs.get("answered"),
            "error": "",
            "words": "",
        }


class CaseDesk(HelpdeskTicketController):
    """Opening a case, with what it is about; and the helpdesk's way of closing one, past every right."""

    @http.route(website=True)
    def support_ticket_close(self, **kw):
        """Core closes any ticket for any login. A case is said to be solved, by its customer (V5.2)."""
        ticket_id = (kw.get("ticket_id") or "").strip()
        # sudo: whether it is a case; whose it is, is asked below
        case_sudo = request.env["helpdesk.ticket"].sudo().browse(int(ticket_id or 0)).exists()
        if not case_sudo._ops_is_case():
            return super().support_ticket_close(**kw)
        try:
            self._close_case(case_sudo)
        except UserError as error:
            return request.render(
                "ops_dept.portal_case_refused", {"error": error.args[0], "page_name": "ticket"}, status=403
            )
        return request.redirect(f"/my/ticket/{case_sudo.id}?answered=solved")

    def _close_case(self, case_sudo):
        mine = request.env["helpdesk.ticket"].browse(case_sudo.id)
        if request.env.user.share and not mine.has_access("read"):
            raise AccessError(request.env._("This case is not yours. Nothing was changed."))
        take_customer_answer(case_sudo, "solved")

    def _get_create_new_ticket_values(self, **kw):
        values = super()._get_create_new_ticket_values(**kw)
        is_case = request.env.company._ops_rulebook_on() and request.env.user.share
        return {**values, "is_case": is_case, "goods": self._get_goods() if is_case else []}

    def _get_goods(self):
        return request.env["helpdesk.ticket"]._ops_get_goods_of(request.env.user.commercial_partner_id)

    def _prepare_submit_ticket_vals(self, **kw):
        vals = super()._prepare_submit_ticket_vals(**kw)
        if not (request.env.company._ops_rulebook_on() and request.env.user.share):
            return vals
        customer = request.env.user.commercial_partner_id
        goods = request.env["helpdesk.ticket"]._ops_prepare_goods(
            customer, kw.get("goods"), kw.get("subject")
        )
        return {**vals, **goods}


def take_customer_answer(case_sudo, answer, **said):
    """Let the visitor say it for the customer.

    :raises UserError: to a colleague, who notes on the case what the customer told him; or as the case says
    """
    user = request.env.user
    if user._is_internal():
        raise UserError(
            request.env._(
                "The customer answers here. Note on the case what he told you: “Tell the Customer”."
            )
        )
    # whoever comes by the link of a mail speaks as who got the mail
    partner = case_sudo.partner_id if user._is_public() else user.partner_id
    said.setdefault("words", "")
    getattr(case_sudo, ANSWERS[answer])(partner, **said)
