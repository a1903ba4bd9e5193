from odoo import models
from odoo.tools import format_date


class OpsCustomerPaper(models.TransientModel):
    """The selection list: key and ordinary customers apart, to go to and to ring up (V2.1)."""

    _inherit = "ops.customer.paper"

    def _get_selection(self, customers):
        names = dict(customers._fields["importance"]._description_selection(customers.env))
        return {
            "aim": self._get_common(customers, "campaign_id"),
            "source": self._get_common(customers, "source_id"),
            "groups": [
                (names[importance], [self._get_selected(customer) for customer in group])
                for importance, group in customers.grouped("importance").items()
            ],
            "count": len(customers),
        }

    def _get_common(self, customers, name):
        """Return what all of them have in common; several are named one after the other."""
        return ", ".join(customers[name].mapped("display_name"))

    def _get_selected(self, customer):
        partner = customer.partner_id
        people = partner.child_ids.filtered(lambda child: child.type == "contact" and child.name)
        noted = customer.date_situation
        last = customer.date_spoken and self.company_id._ops_day_of(customer.date_spoken)
        return {
            "name": partner.name,
            "business": customer.ops_business,
            "person": people[0].name if people else "",
            "phone": partner.phone or (people[0].phone if people else ""),
            "district": customer.district_id.name,
            "city": partner.city,
            "source": customer.source_id.name,
            "consultant": customer.user_id.name,
            "potential": (customer.ops_potential or "").upper(),
            "situation": customer.situation,
            "noted": noted and format_date(customer.env, noted),
            "last": last and format_date(customer.env, last),
        }
