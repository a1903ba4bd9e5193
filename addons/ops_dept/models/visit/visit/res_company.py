from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """How a company visits: the time planned for one customer, and who opens the map."""

    _inherit = "res.company"

    ops_visit_minutes = fields.Integer(
        "Minutes of a visit",
        default=30,
        help="Planned for each customer unless somebody says otherwise (V1.6).",
    )
    ops_map_address = fields.Char(
        "Map",
        default="https://uri.amap.com/search?keyword={place}",
        help="The address that opens a place on a map; {place} stands for it (V2.4).",
    )

    @api.constrains("ops_visit_minutes")
    def _check_ops_visit_minutes(self):
        for company in self:
            if not 1 <= company.ops_visit_minutes <= 480:
                raise ValidationError(
                    self.env._(
                        "%(company)s: a visit is planned for 1 to 480 minutes (V1.6).", company=company.name
                    )
                )

    @api.constrains("ops_map_address")
    def _check_ops_map_address(self):
        for company in self:
            address = company.ops_map_address
            if address and not (address.startswith(("https://", "geo:")) and "{place}" in address):
                raise ValidationError(
                    self.env._(
                        "%(company)s: the map's address begins with https:// or geo: and has {place} where "
                        "the place belongs (V2.4).",
                        company=company.name,
                    )
                )


class ResConfigSettings(models.TransientModel):
    """How the company visits."""

    _inherit = "res.config.settings"

    ops_visit_minutes = fields.Integer(related="company_id.ops_visit_minutes", readonly=False)
    ops_map_address = fields.Char(related="company_id.ops_map_address", readonly=False)
