from markupsafe import Markup

from odoo import models


class OpsRated(models.AbstractModel):
    """A customer who is not satisfied: his salesman, who was there and their heads hear of it (M1.5)."""

    _inherit = "ops.rated"

    def _ops_tell_low(self, rating):
        """Tell those whom a bad rating concerns, each in his language, with a link to the document.

        :param rating: rating.rating of this document, in superuser mode: the customer is no user
        """
        self.ensure_one()
        for lang, people in self._ops_get_told().grouped("lang").items():
            record = self.with_context(lang=lang)
            _ = record.env._
            subject = _("A customer is not satisfied: %s", record.display_name)
            who = (rating.partner_id or record._ops_get_rated_customer()).display_name
            said = _("%(who)s rated it %(value)d of 5.", who=who, value=rating.rating)
            advice = _("Call him today, and note what he needs.")
            words = Markup("<blockquote>%s</blockquote>") % rating.feedback if rating.feedback else ""
            record.message_notify(
                partner_ids=people.partner_id.ids,
                author_id=self.env.ref("base.partner_root").id,
                subject=subject,
                body=Markup("<p>%s</p>%s<p>%s</p>") % (said, words, advice),
            )

    def _ops_get_told(self):
        """Return who hears of it: the customer's salesman and who was rated, and who is above them."""
        salesmen = self._ops_get_rated_customer().user_id | self._rating_get_operator().user_ids
        salesmen = salesmen.filtered(lambda user: user.active and not user.share)
        return salesmen | salesmen._ops_head(self.company_id or self.env.company)
