from odoo.exceptions import AccessError
from odoo.http import request

from odoo.addons.purchase.controllers import portal as purchase_portal


class CustomerPortal(purchase_portal.CustomerPortal):
    """A purchase order's pages are drawn in superuser mode for whoever may read it, so the user is asked."""

    def _document_check_access(self, model_name, document_id, access_token=None):
        document_sudo = super()._document_check_access(model_name, document_id, access_token=access_token)
        if model_name == "purchase.order" and document_sudo.with_env(request.env)._ops_cost_hidden():
            raise AccessError(
                request.env._(
                    "%(order)s: what we pay our vendors is for purchasing, sales managers and leaders.",
                    order=document_sudo.name,
                )
            )
        return document_sudo
