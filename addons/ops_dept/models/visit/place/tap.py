from odoo import models


class OpsVisit(models.Model):
    """A position comes with a tap of the visitor himself, or not at all; no tap fails or waits for it."""

    _inherit = "ops.visit"

    # The customer's place is learnt before the next visit is planned.
    _on_reported = ((7, "_learn_places"),)

    def action_depart(self, position=None):
        """Leave for the customer; the position, if the browser sent one, is kept with the tap.

        :param dict position: state, latitude, longitude in degrees, accuracy in metres
        """
        return self._with_place("depart", super().action_depart(), position)

    def action_arrive(self, position=None):
        """Be there; the position is kept with the tap, and compared with the customer's place."""
        return self._with_place("arrive", super().action_arrive(), position)

    def action_finish(self, position=None):
        """Have finished the talk; the position is kept with the tap."""
        return self._with_place("finish", super().action_finish(), position)

    def _with_place(self, tap, done, position):
        """Keep a position once the tap was done, and return what the tap returned."""
        if done is True:
            self._keep_places(tap, position)
        return done

    def _get_place_result(self, tap, vals):
        return tap != "depart" and self._compare_place(vals, self.partner_id)

    def _learn_places(self):
        """Learn a customer's place from the first arrival that a report confirms.

        Where nobody was met, where they met elsewhere or where the phone was unsure nothing is learnt.
        """
        met = self.filtered(
            lambda visit: visit._is_visit() and visit.result != "not_met" and visit._is_at_address()
        )
        if not met:
            return
        # sudo: the arrivals of these visits, whoever corrects the report; only the place goes on
        arrivals_sudo = (
            self.env["ops.visit.place"]
            .sudo()
            .search([("visit_id", "in", met.ids), ("tap", "=", "arrive"), ("state", "=", "taken")])
        )
        for arrival_sudo in arrivals_sudo:
            visit_sudo = arrival_sudo.visit_id
            if arrival_sudo.accuracy > visit_sudo.company_id.ops_place_metres:
                continue
            file_sudo = self.env["ops.customer"].sudo()._get_of(visit_sudo.partner_id, visit_sudo.company_id)
            if len(file_sudo) == 1 and not file_sudo.has_place:
                file_sudo._stamp(
                    {
                        "has_place": True,
                        "place_latitude": arrival_sudo.latitude,
                        "place_longitude": arrival_sudo.longitude,
                    }
                )

    def _is_at_address(self):
        """Tell whether they met at the customer's own address, which is what a visit offers."""
        self.ensure_one()
        where = self.contact_id if self.contact_id.street else self.partner_id
        parts = (where.state_id.name, where.city, where.street, where.street2)
        return bool(self.partner_id) and (self.place or "") == "".join(part for part in parts if part)
