from odoo import api, models
from odoo.api import SUPERUSER_ID
from odoo.exceptions import AccessError

from .ops_rated import CODE

# What the customer says, and what a colleague may add to it.
SAID = frozenset({"rating", "feedback", "consumed", "message_id"})
REPLY = frozenset({"publisher_comment", "publisher_id", "publisher_datetime"})
BAD = "low"


class RatingRating(models.Model):
    """A rating is the customer's word: nobody of us gives it, changes it or takes it away (M1.5).

    Core lets every employee write ratings, by posting a message with a value, too; the customer is no
    employee, whichever way he comes, so it is the user who is asked, also in superuser mode.
    """

    _inherit = "rating.rating"

    @api.model_create_multi
    def create(self, vals_list):
        ratings = super().create(vals_list)
        ours = ratings._ops_filter_ours()
        if ours:
            # made by asking, in superuser mode, and answered by the link; a message with a value is no answer
            names = {name for vals in vals_list for name, value in vals.items() if value}
            ours._ops_refuse_others(names if self.env.su else SAID)
        return ratings

    def write(self, vals):
        ours = self._ops_filter_ours()
        if not ours:
            return super().write(vals)
        ours._ops_refuse_colleagues(vals.keys() if self.env.su or vals.keys() <= REPLY else SAID)
        before = ours._ops_filter_bad()
        result = super().write(vals)
        (ours - before)._ops_tell_low()
        return result

    def unlink(self):
        """A rating goes with its document only."""
        if not self.env.su and self:
            self._ops_filter_ours()._ops_refuse_colleagues(SAID)
        return super().unlink()

    def _ops_filter_ours(self):
        """Return the ratings of what customers of companies under the rulebook rate."""
        companies = self.env["res.company"]._ops_companies_on()
        if not companies:
            return self.browse()
        # sudo: to know which company's it is
        return self.filtered(lambda rating: rating.sudo().ops_company_id.id in companies)

    def _ops_refuse_colleagues(self, names):
        """Refuse what the customer says to everybody who is one of us."""
        if self and self.env.user._is_internal():
            self._ops_refuse_others(names)

    def _ops_refuse_others(self, names):
        if self.env.uid != SUPERUSER_ID and not SAID.isdisjoint(names):
            raise AccessError(
                self.env._(
                    "%(rating)s: a rating is the customer's word. He gives it by the link that he got "
                    "(%(clause)s).",
                    rating=self[:1].sudo().res_name,  # sudo: the name of what was rated
                    clause=CODE,
                )
            )

    # ------------------------------------------------------------------
    # Bad ones
    # ------------------------------------------------------------------
    def _ops_filter_bad(self):
        return self.filtered(lambda rating: rating.ops_level == BAD)

    def _ops_tell_low(self):
        """Tell at once of those that are bad."""
        for rating in self.sudo()._ops_filter_bad():  # sudo: the customer said it, we tell our people
            self._ops_browse_rated(rating.res_model, rating.res_id)._ops_tell_low(rating)
