from odoo import api, models

CREATE_INVOICES = "sale.action_view_sale_advance_payment_inv"


class SaleOrder(models.Model):
    """Core's “Create Invoices” of lists, boards and their Actions menu, left out where it would be refused
    (W6.A). In a list no button can ask its rows, so orders that run freely are invoiced from their form.
    """

    _inherit = "sale.order"

    @api.model
    def _ops_hides_create_invoices(self):
        """Tell whether the user invoices in none of the companies that he works in."""
        companies = self.env["ops.invoice.request"]._ops_gated_companies()
        return (
            bool(companies)
            and companies.issuperset(self.env.companies.ids)
            and not self.env.user._ops_has_role("finance")
        )

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._ops_hides_create_invoices())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type in ("list", "kanban") and self._ops_hides_create_invoices():
            for button in arch.xpath(f"//header/button[@name='{self._ops_create_invoices_id()}']"):
                button.getparent().remove(button)
        return arch, view

    @api.model
    def get_views(self, views, options=None):
        result = super().get_views(views, options)
        if self._ops_hides_create_invoices():
            hidden = self._ops_create_invoices_id()
            for view in result["views"].values():
                toolbar = view.get("toolbar") or {}
                if toolbar.get("action"):
                    toolbar["action"] = [action for action in toolbar["action"] if action["id"] != hidden]
        return result

    @api.model
    def _ops_create_invoices_id(self):
        return self.env["ir.model.data"]._xmlid_to_res_id(CREATE_INVOICES)
