from odoo import api, models
from odoo.fields import Domain

# What the approved snapshot of an order and its deviations say of a contact, always by its firm.
HEADER = ("partner_id", "partner_invoice_id", "partner_shipping_id")
KINDS = ("customer", "invoice_address", "delivery_address")


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """What was approved for a contact stays approved for the one it was merged into (W2.E, W3.C)."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _ops_follow_merge(self, src_partners, dst_partner):
        result = super()._ops_follow_merge(src_partners, dst_partner)
        firm = dst_partner.commercial_partner_id
        ids = dict.fromkeys(src_partners.ids, firm.id)
        # sudo: whoever may merge contacts changes by it what refers to them
        orders_sudo = self.env["sale.order"].sudo()
        orders_sudo = orders_sudo.search(
            Domain("ops_approved_snapshot", "!=", False)
            & Domain.OR(Domain(f"{name}.commercial_partner_id", "=", firm.id) for name in HEADER)
        )
        for order in orders_sudo:
            header = order.ops_approved_snapshot["header"]
            moved = {name: ids[header[name]] for name in HEADER if header.get(name) in ids}
            if moved:
                snapshot = {**order.ops_approved_snapshot, "header": {**header, **moved}}
                order._stamp({"ops_approved_snapshot": snapshot})
        for deviation in orders_sudo.ops_deviation_ids:
            values = deviation.compared or {}
            moved = {name: ids.get(value, value) for name, value in values.items()}
            if deviation.kind in KINDS and moved != values:
                deviation._stamp({"compared": moved})
        return result
