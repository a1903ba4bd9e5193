from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import request
from odoo.tools import get_lang

from odoo.addons.portal.controllers.portal import CustomerPortal

from ..models.cash.reconciliation.ops_reconciliation import ANSWERED


class StatementPortal(CustomerPortal):
    """The page of a statement of account: read and answered by whoever has its link (R13)."""

    def _get_statement(self, statement_id, access_token):
        """Return the statement in superuser mode, in the customer's language; the token is asked for first.

        :raises AccessError: without its token, for whoever may not read it
        """
        statement_sudo = self._document_check_access("ops.reconciliation", statement_id, access_token)
        lang = get_lang(request.env, statement_sudo.partner_id.lang).code
        return statement_sudo.with_context(lang=lang)

    @http.route("/my/statement/<int:statement_id>", type="http", auth="public", website=True)
    def portal_statement(self, statement_id, access_token=None, **_kw):
        try:
            statement_sudo = self._get_statement(statement_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        return self._show_statement(statement_sudo, access_token)

    @http.route(
        "/my/statement/<int:statement_id>/answer",
        type="http",
        auth="public",
        methods=["POST"],
        website=True,
    )
    def portal_statement_answer(self, statement_id, access_token=None, kind=None, **said):
        """Take what the customer answered. A colleague who is logged in answers for nobody."""
        try:
            statement_sudo = self._get_statement(statement_id, access_token)
        except (AccessError, MissingError):
            return request.redirect("/my")
        try:
            self._take_answer(statement_sudo, kind, said)
        except UserError as error:
            return self._show_statement(statement_sudo, access_token, error=error.args[0], said=said)
        return request.redirect(statement_sudo.get_portal_url())

    def _take_answer(self, statement_sudo, kind, said):
        _ = statement_sudo.env._
        if request.env.user._is_internal():
            raise UserError(_("The customer answers here; note on the statement what he said (R13)."))
        if kind not in ANSWERED:
            raise UserError(_("Please confirm the balance, or fill in yours."))
        figure = None
        if kind == "differing":
            try:
                figure = float((said.get("figure") or "").replace(",", "").replace("，", "").strip())
            except ValueError:
                raise UserError(_("Please fill in the balance in your books, or confirm ours.")) from None
        statement_sudo._answer_online(
            kind, said.get("name"), figure, said.get("note"), request.httprequest.remote_addr
        )

    def _show_statement(self, statement_sudo, access_token, error="", said=None):
        values = {
            "statement": statement_sudo,
            "movements": statement_sudo._get_movements()[statement_sudo.id],
            "token": access_token or statement_sudo.access_token,
            "error": error,
            "said": said or {},
            "page_name": "ops_statement",
        }
        lang = statement_sudo.env.context["lang"]
        request.update_context(lang=lang)
        return request.render("ops_dept.portal_statement", values)
