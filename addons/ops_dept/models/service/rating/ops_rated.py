from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

CODE = "M1.5"
# The best that a customer can say; the page of core offers 5, 3 and 1.
BEST = 5


class OpsRated(models.AbstractModel):
    """What a customer is asked to rate: he gets a mail with a link, or the link by chat, and answers on the
    page of core (`/rate/<token>/…`). Each document is rated once; until then he may be asked again.

    Split by concern: here asking and what is shown of the answer, `low.py` who is told of a bad one.

    Clause: M1.5
    """

    _name = "ops.rated"
    _inherit = ["rating.mixin"]
    _description = "Rated by the customer"

    _ops_rating_template = ""  # external id of the mail that asks for it

    ops_rating_text = fields.Char("Customer's rating", compute="_compute_ops_rating")
    ops_rating_link = fields.Char(
        "Link to rate",
        compute="_compute_ops_rating",
        help="Send it by chat where the customer reads no mail. Whoever has it rates in the customer's name.",
    )
    ops_can_ask_rating = fields.Boolean(compute="_compute_ops_rating", export_string_translation=False)

    @api.depends("rating_ids.rating", "rating_ids.consumed")
    @api.depends_context("lang", "uid")
    def _compute_ops_rating(self):
        # sudo: what the customer said of this document, for who may read the document
        for record, record_sudo in zip(self, self.sudo(), strict=True):
            rating_sudo = record_sudo._ops_get_rating()
            record.ops_rating_text = record._ops_describe_rating(rating_sudo)
            is_open = bool(rating_sudo) and not rating_sudo.consumed
            record.ops_rating_link = is_open and record._ops_make_link(rating_sudo)
            record.ops_can_ask_rating = bool(
                not rating_sudo.consumed and record._ops_is_ratable() and record.has_access("write")
            )

    def _ops_get_rating(self):
        """Return the rating that counts: the customer's answer, else the one he was asked for last."""
        return self.rating_ids.sorted(lambda rating: (rating.consumed, rating.id), reverse=True)[:1]

    def _ops_describe_rating(self, rating_sudo):
        _ = self.env._
        if not rating_sudo:
            return _("Not asked yet")
        if not rating_sudo.consumed:
            return _("Asked on %s, no answer yet", format_date(self.env, rating_sudo.create_date))
        words = " ".join((rating_sudo.feedback or "").split())
        said = _("%(value)d of %(best)d", value=rating_sudo.rating, best=BEST)
        return f"{said} · {words}" if words else said

    @staticmethod
    def _ops_make_link(rating_sudo):
        """Return the link for a chat: with `ask` no face is chosen before, though core wants one in it."""
        return f"{rating_sudo.get_base_url()}/rate/{rating_sudo.access_token}/{BEST}?ask=1"

    # ------------------------------------------------------------------
    # Asking
    # ------------------------------------------------------------------
    def action_ops_ask_rating(self):
        """Ask the customer how satisfied he is: by mail where he has an address; the link is shown, too.

        Clause: M1.5

        :raises UserError: says what is missing, or that he has answered already
        """
        self.check_access("write")
        problems = [
            f"{record.display_name}: {text}" for record in self for text in record._ops_get_rating_blockers()
        ]
        if problems:
            raise UserError("\n".join(problems))
        self._ops_ask_rating()
        return True

    def _ops_ask_rating(self):
        """Ask for the ratings of those documents that have a customer and no answer yet; the others are left
        out without a word. Called by what ends a document, too.
        """
        asked = self.filtered(lambda record: record._ops_is_ratable() and record._rating_get_partner())
        # sudo: whether it was answered
        asked = asked.filtered(lambda record: not record.sudo()._ops_get_rating().consumed)
        if not asked:
            return
        template = self.env.ref(self._ops_rating_template)
        for record in asked:
            partner = record._rating_get_partner()
            record._rating_get_access_token(partner)
            if partner.email:
                record.rating_send_request(template, lang=partner.lang, force_send=False)
        asked.invalidate_recordset(["rating_ids"])

    def _ops_get_rating_blockers(self):
        """Return why the customer cannot be asked now, a sentence each."""
        _ = self.env._
        blockers = []
        if not self._rating_get_partner():
            blockers.append(_("say first which customer it is about (M1.5)."))
        if not self._ops_is_ratable():
            blockers.append(_("the customer is asked when it is done and reported (M1.5)."))
        # sudo: whether it was answered
        if self.sudo()._ops_get_rating().consumed:
            blockers.append(_("the customer has rated it already (M1.5)."))
        return blockers

    def _ops_is_ratable(self):
        """Tell whether there is something to rate now."""
        return False

    # ------------------------------------------------------------------
    # Whose it is
    # ------------------------------------------------------------------
    def _ops_describe_for_customer(self):
        """Say what he rates, as the customer knows it."""
        return self.display_name

    def _ops_get_rated_customer(self):
        """Return the company that the customer is or belongs to."""
        return self._rating_get_partner().commercial_partner_id
