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
    def _get_places_of(self, partners, company):
        """Return latitude and longitude in degrees of those of these customers whose place is known."""
        # sudo: the places of customers whom colleagues look after, for a comparison only
        files_sudo = self.sudo()._get_of(partners.sudo(), company).filtered("has_place")
        return [(file_sudo.place_latitude, file_sudo.place_longitude) for file_sudo in files_sudo]

    def action_forget_place(self):
        """Forget a place that is wrong or no longer his; the next arrival teaches it anew."""
        self.check_access("write")
        return self._stamp({"has_place": False, "place_latitude": 0.0, "place_longitude": 0.0})
