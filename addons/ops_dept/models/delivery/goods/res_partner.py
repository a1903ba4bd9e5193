from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import UserError

# Where a customer's goods go, the place that core counts as delivered.
PLACE = "property_stock_customer"
KEEPERS = ("warehouse", "admin")


class ResPartner(models.Model):
    """The place that takes a customer's goods is the warehouse's to choose, not sales' (W4.C)."""

    _inherit = "res.partner"

    _ops_created = ((10, "_ops_check_place_created"),)
    _ops_on_write = ((10, "_ops_changing_place"),)

    def _ops_check_place_created(self, vals_list):
        if not self.env.company._ops_rulebook_on():
            return
        usual = self._ops_usual_place()
        for partner, vals in zip(self, vals_list, strict=True):
            if PLACE in vals:
                partner._ops_place_changed({partner: usual})

    @contextmanager
    def _ops_changing_place(self, vals):
        if PLACE not in vals or not self.env.company._ops_rulebook_on():
            yield
            return
        before = {partner: partner[PLACE] for partner in self}
        yield
        self._ops_place_changed(before)

    @api.model
    def _ops_usual_place(self):
        """Return where the goods of customers go that have no place of their own."""
        return self.env["stock.location"].browse(self.default_get([PLACE]).get(PLACE)) or self.new()[PLACE]

    def _ops_place_changed(self, before):
        """Refuse another place chosen by who may not, and note one chosen by who may.

        :param dict before: contact → its place until now
        """
        moved = self.filtered(lambda partner: partner[PLACE] != before[partner])
        if not moved:
            return
        if not self.env.su and not self.env.user._ops_has_role(*KEEPERS):
            raise UserError(
                self.env._(
                    "%(partner)s: where a customer's goods go in the stock is set by the warehouse or the "
                    "rulebook's administrator. Ask the warehouse (W4.C).",
                    partner=moved[0].display_name,
                )
            )
        for partner in moved:
            # sudo: nobody writes the log by hand; the right was checked above
            self.env["ops.log"].sudo()._log(
                partner,
                "setting",
                clause_code="W4.C",
                company_id=self.env.company.id,
                comment=f"{self._fields[PLACE].get_description(self.env)['string']}: "
                f"{before[partner].display_name or '-'} → {partner[PLACE].display_name or '-'}",
            )
