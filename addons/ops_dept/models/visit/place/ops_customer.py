from odoo import api, fields, models


class OpsCustomer(models.Model):
    """A customer's place, learnt from the first arrival that a report confirmed; no person stands at it."""

    _inherit = "ops.customer"

    place_latitude = fields.Float(
        digits=(9, 6), readonly=True, copy=False, stamp=True, aggregator=None, export_string_translation=False
    )
    place_longitude = fields.Float(
        digits=(9, 6), readonly=True, copy=False, stamp=True, aggregator=None, export_string_translation=False
    )
    has_place = fields.Boolean("Place known", readonly=True, copy=False, stamp=True)

    @api.model
    def _get_place_of(self, partner, company):
        """Return latitude and longitude of a customer's place in degrees; None where it is not known."""
        # sudo: the place of a customer whom a colleague looks after, for a comparison only
        file_sudo = self.sudo()._get_of(partner.sudo(), company)[:1]
        return (file_sudo.place_latitude, file_sudo.place_longitude) if file_sudo.has_place else None

    def action_forget_place(self):
        """Forget a place that is wrong or no longer his; the next arrival teaches it anew."""
        self.check_access("write")
        return self._stamp({"has_place": False, "place_latitude": 0.0, "place_longitude": 0.0})
