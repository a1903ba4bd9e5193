from odoo.exceptions import AccessError

from odoo.addons.sale.controllers import portal as sale_portal


class CustomerPortal(sale_portal.CustomerPortal):
    """Access tokens pass record rules, so the portal's own door checks the gate too (W2.E)."""

    def _document_check_access(self, model_name, document_id, access_token=None):
        document_sudo = super()._document_check_access(model_name, document_id, access_token=access_token)
        if model_name == "sale.order" and document_sudo._ops_held_from_confirmation():
            raise AccessError(document_sudo._ops_gate_message("portal"))
        return document_sudo
