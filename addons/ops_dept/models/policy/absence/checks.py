from odoo import fields, models
from odoo.exceptions import ValidationError

from .answers import SCOPES


class OpsAbsence(models.Model):
    """What is refused: days that lie behind, a deputy who cannot act, overlaps, circles."""

    _inherit = "ops.absence"

    def _check_absences(self):
        """Refuse what would leave something to nobody; says what to enter instead.

        :raises ValidationError: names the person and the reason
        """
        for absence in self:
            absence._check_days()
            absence._check_people()
        # sudo: absences of other companies count for the same person, too
        live_sudo = self.sudo().search([("date_stop", ">", fields.Datetime.now())])
        for absence_sudo in live_sudo & self.sudo():
            absence_sudo._check_overlaps(live_sudo - absence_sudo)
            absence_sudo._check_circles(live_sudo)
        for absence in self:
            absence._check_reading()

    def _check_days(self):
        if self.date_to < self.date_from:
            raise ValidationError(
                self.env._("%(absence)s: the last day lies before the first one.", absence=self.display_name)
            )
        if self.date_stop <= fields.Datetime.now():
            raise ValidationError(
                self.env._(
                    "%(absence)s: the last day is over. Enter an absence that still lasts, or end a running "
                    "one with the button.",
                    absence=self.display_name,
                )
            )

    def _check_people(self):
        absent, deputy = self.user_id, self.deputy_id.sudo()  # sudo: companies of a colleague
        problem = False
        if deputy == absent:
            problem = self.env._("nobody is his own deputy. Choose somebody else.")
        elif not deputy.active or deputy.share or absent.share:
            problem = self.env._("only active employees with a login are away and act for each other.")
        elif absent.sudo().company_ids - deputy.company_ids:  # sudo: as above
            missing = absent.sudo().company_ids - deputy.company_ids  # sudo: as above
            problem = self.env._(
                "%(deputy)s does not work in %(companies)s. Choose a deputy who does.",
                deputy=deputy.name,
                companies=", ".join(missing.mapped("name")),
            )
        if problem:
            raise ValidationError(
                self.env._("%(absence)s: %(problem)s", absence=self.display_name, problem=problem)
            )

    def _hands_over(self, other):
        """Tell whether two absences hand over the same thing for a while."""
        return bool(
            SCOPES[self.scope] & SCOPES[other.scope]
            and max(self.date_start, other.date_start) < min(self.date_stop, other.date_stop)
        )

    def _check_overlaps(self, others):
        twice = others.filtered(lambda other: other.user_id == self.user_id and self._hands_over(other))[:1]
        if twice:
            raise ValidationError(
                self.env._(
                    "%(absent)s is away already from %(first)s to %(last)s, and %(deputy)s acts. End that "
                    "absence or change its days first.",
                    absent=self.user_id.name,
                    first=fields.Date.to_string(twice.date_from),
                    last=fields.Date.to_string(twice.date_to),
                    deputy=twice.deputy_id.name,
                )
            )

    def _check_circles(self, live):
        """Refuse when the deputy, away himself at that time, leads back to the absent, over however many."""
        for scope in SCOPES[self.scope]:
            path = self._find_circle(live, scope, self.date_start, self.date_stop, ())
            if path:
                raise ValidationError(
                    self.env._(
                        "%(people)s: they would act for each other in a circle, so that nobody acts. Choose "
                        "a deputy who is there at that time.",
                        people=" → ".join(user.name for user in path),
                    )
                )

    def _find_circle(self, live, scope, start, stop, before):
        """Return the people of a circle that closes at the first of them, within a time (nothing: none)."""
        people = (*before, self.user_id)
        if self.deputy_id == people[0]:
            return (*people, self.deputy_id)
        if self.deputy_id in people:
            return ()
        for other in live.filtered(lambda other: other.user_id == self.deputy_id):
            first, last = max(start, other.date_start), min(stop, other.date_stop)
            if scope in SCOPES[other.scope] and first < last:
                path = other._find_circle(live, scope, first, last, people)
                if path:
                    return path
        return ()
