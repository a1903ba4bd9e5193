from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from odoo.addons.ops_dept.models.delivery.balance.states import RELEASED  # pylint: disable=no-name-in-module

REPORT = "ops_dept_reports.report_ops_shipping_sheet"


class OpsReleaseSheet(models.TransientModel):
    """Releases that were chosen for the driver's sheet of a day; it is no outbound slip, so that printing it
    makes no release shown (W4.E).
    """

    _name = "ops.release.sheet"
    _description = "Shipping sheet"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    release_ids = fields.Many2many("ops.release", string="Releases")

    def _get_paper(self):
        """Return what the sheet says, in the language of the environment: the stops by driver and vehicle.

        Clause: W4.E
        """
        self.ensure_one()
        reader = self.sudo(False)
        # sudo: which were chosen; what is said of them is read as the reader
        chosen = reader.sudo().release_ids.ids
        releases = reader.env["ops.release"].search(
            [
                ("id", "in", chosen),
                ("company_id", "=", reader.company_id.id),
                ("state", "in", RELEASED),
            ],
            order="driver, vehicle, carrier, date_planned, id",
        )
        tours = releases.grouped(lambda release: (release.carrier, release.vehicle, release.driver))
        return {
            "printed": format_date(reader.env, reader.company_id._ops_today(), date_format="long"),
            "count": len(releases),
            "tours": [
                {
                    "by": " · ".join(filter(None, by)),
                    "rows": [self._get_row(release) for release in stops],
                }
                for by, stops in tours.items()
            ],
        }

    def _get_row(self, release):
        place = release._get_paper_receiver()
        return {
            "slip": release.slip_number,
            "name": place["name"],
            "address": place["address"],
            "contact": " ".join(filter(None, (place["contact"], place["phone"]))),
            "goods": (release.goods_text or "").splitlines(),
            "note": release.note or "",
            "waybill": release.waybill or "",
            "day": format_date(self.env, release.date_planned),
        }


class OpsRelease(models.Model):
    _inherit = "ops.release"

    def action_print_shipping_sheet(self):
        """Print the driver's sheet of these releases. Clause: W4.E

        :raises UserError: where none of them is approved
        """
        approved = self.filtered(lambda release: release.state in RELEASED)
        if not approved:
            raise UserError(self.env._("Only approved releases go out (W4.C)."))
        sheet = self.env["ops.release.sheet"].create({"release_ids": [fields.Command.set(approved.ids)]})
        return self.env.ref(REPORT).report_action(sheet)
