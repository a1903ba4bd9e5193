from odoo import api, fields, models

SHIPMENT_PHOTOS = "load_photo_ids"


class OpsRelease(models.Model):
    """The shipment of a release as the office sees it on its day: waybill and loading photo, address,
    telephone and goods in full, and how far it is.

    Clause: W4.E
    """

    _inherit = "ops.release"

    waybill = fields.Char(frozen="ended", help="Number of the forwarder's or the express's consignment note.")
    load_photo_ids = fields.Many2many(
        "ir.attachment",
        "ops_release_load_rel",
        string="Loading photo",
        copy=False,
        help="Of the loaded vehicle, before it leaves.",
    )
    shipment_stage = fields.Selection(
        [("late", "Late"), ("waiting", "Not left yet"), ("partly", "Partly left"), ("left", "Left")],
        "Shipment",
        compute="_compute_shipment_stage",
        help="How far the goods are on the day of the board.",
    )
    goods_text = fields.Text("What goes", compute="_compute_goods_text")
    delivery_address = fields.Char("Address", compute="_compute_delivery_address")
    delivery_phone = fields.Char("Phone on site", compute="_compute_delivery_address")

    _ops_evidence_fields = (SHIPMENT_PHOTOS,)

    def _ops_keeps_files(self, name):
        """The photo of the loading stays what it was, once the goods have left."""
        if name != SHIPMENT_PHOTOS:
            return super()._ops_keeps_files(name)
        if self.state != "done":
            return ""
        return self.env._("The loading photo of %s is evidence and stays (W4.E).", self.display_name)

    @api.depends("state", "date_planned", "date_shipped")
    def _compute_shipment_stage(self):
        for release in self:
            today = (release.company_id or self.env.company)._ops_today()
            if release.state == "done":
                release.shipment_stage = "left"
            elif release.state != "approved":
                release.shipment_stage = False
            elif release.date_planned and release.date_planned < today:
                release.shipment_stage = "late"
            else:
                release.shipment_stage = "partly" if release.date_shipped else "waiting"

    @api.depends("line_ids.quantity", "line_ids.quantity_cut", "line_ids.product_id", "line_ids.uom_id")
    @api.depends_context("lang")
    def _compute_goods_text(self):
        """All its goods, a line for each."""
        for release in self:
            release.goods_text = "\n".join(
                f"{line.product_id.display_name} × {line._get_approved_quantity():g} {line.uom_id.name}"
                for line in release.line_ids
            )

    @api.depends("partner_id", "partner_shipping_id")
    def _compute_delivery_address(self):
        """Where it goes and whom to call there; the delivery address has a telephone, or the customer."""
        # sudo: who sends the goods needs address and telephone, not the customer's file
        for release, release_sudo in zip(self, self.sudo(), strict=True):
            place = release_sudo._get_address()
            parts = place._display_address(without_company=True).splitlines()
            release.delivery_address = " ".join(part.strip() for part in parts if part.strip())
            release.delivery_phone = place.phone or release_sudo.partner_id.phone

    def action_open_shipment(self):
        """Open the quick entry of carrier, vehicle, driver, waybill and loading photo. Clause: W4.E"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("ops_dept.ops_release_view_form_shipment").id, "form")],
            "target": "new",
        }
