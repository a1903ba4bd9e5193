from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.sale.controllers import portal as sale_portal


class CustomerPortal(sale_portal.CustomerPortal):
    """Access tokens pass record rules, so the portal's own door checks the gate too (W2.E)."""

    def _document_check_access(self, model_name, document_id, access_token=None):
        document_sudo = super()._document_check_access(model_name, document_id, access_token=access_token)
        if model_name == "sale.order" and document_sudo._ops_filter_unreleased():
            raise AccessError(document_sudo._ops_get_gate_message("portal"))
        return document_sudo

    @http.route()
    def portal_quote_accept(self, order_id, access_token=None, name=None, signature=None):
        """Keep what the customer signs: his paper stays as it was; a signature that came after the approval
        had ended, from a page still open, does not sign the order.
        """
        token = access_token or request.httprequest.args.get("access_token")
        order_sudo = signature and self._ops_held_order(order_id, token)
        if order_sudo:
            order_sudo._ops_keep_signature(name, signature)
            return {
                "error": order_sudo.env._(
                    "Thank you. This offer is being revised; your signature was noted and our sales "
                    "consultant comes back to you."
                )
            }
        answer = super().portal_quote_accept(
            order_id, access_token=access_token, name=name, signature=signature
        )
        if "error" not in answer:
            # sudo: core checked that the order is the visitor's to sign
            request.env["sale.order"].sudo().browse(order_id)._ops_keep_signed_paper()
        return answer

    def _ops_held_order(self, order_id, access_token):
        """Return the order that this visitor may see but for the gate (False: it is not held, or not his)."""
        try:
            order_sudo = super()._document_check_access("sale.order", order_id, access_token=access_token)
        except (AccessError, MissingError):
            return False
        return order_sudo._ops_filter_unreleased()
