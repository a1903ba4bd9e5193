from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL, LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)

# How long the situation of a customer stays fresh, by his importance; a prospect has none yet.
STALE_AFTER = {"key": "ops_stale_key_days", "ordinary": "ops_stale_ordinary_days"}


class OpsCustomer(models.Model):
    """What a customer produces and plans now, since when that is known, and whether it is still fresh.

    Clause: R1
    """

    _inherit = "ops.customer"

    _reasons = {
        "situation": Reason(
            action="action_note_situation",
            question=_lt("What does the customer produce and plan now?"),
            button=_lt("Save"),
            follows=_lt("It stands in his file with today's date and your name; the earlier ones are kept."),
            lacking=_lt("write what he produces and plans now (R1)."),
            prompt=_lt("Orders, capacity, projects, purchases planned, changes of people"),
            length=2,
        )
    }

    situation_ids = fields.One2many("ops.customer.situation", "customer_id", "Earlier", readonly=True)
    situation = fields.Text(compute="_compute_situation", store=True, derived=True)
    date_situation = fields.Date("Noted on", compute="_compute_situation", store=True, derived=True)
    situation_user_id = fields.Many2one(
        "res.users", "Noted by", compute="_compute_situation", store=True, derived=True
    )
    date_known = fields.Date(
        "Known since",
        compute="_compute_situation",
        store=True,
        derived=True,
        help="The day of the last note, before the first one that on which the file was opened.",
    )
    is_stale = fields.Boolean(
        "Stale",
        compute="_compute_is_stale",
        search="_search_is_stale",
        help="Nobody has noted his situation for longer than the settings say (R1).",
    )

    _known_idx = models.Index("(company_id, importance, date_known)")

    @api.depends("situation_ids")
    def _compute_situation(self):
        newest = self._get_newest_situations()
        for customer in self:
            last = newest.get(customer._origin.id, self.env["ops.customer.situation"])
            customer.situation = last.text
            customer.date_situation = last.date
            customer.situation_user_id = last.user_id
            opened = customer.date_known or (customer.company_id or self.env.company)._ops_today()
            customer.date_known = last.date or opened

    def _get_newest_situations(self):
        """Return id of the file → its last note, in one statement however many there are."""
        # sudo: what is stored on the file is the same whoever reads it
        notes_sudo = self.env["ops.customer.situation"].sudo()
        if not self.ids:
            return {}
        notes_sudo.flush_model(["customer_id", "date"])
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT ON (customer_id) customer_id, id FROM ops_customer_situation"
                " WHERE customer_id IN %s ORDER BY customer_id, date DESC, id DESC",
                tuple(self.ids),
            )
        )
        found = notes_sudo.browse(note_id for _customer_id, note_id in rows)
        return {customer_id: note for (customer_id, _id), note in zip(rows, found, strict=True)}

    @api.depends("importance", "date_known")
    def _compute_is_stale(self):
        for customer in self:
            before = customer._get_fresh_since(customer.company_id, customer.importance)
            customer.is_stale = bool(before and customer.date_known and customer.date_known < before)

    def _search_is_stale(self, operator, value):
        if operator != "in":
            return NotImplemented
        stale = Domain.OR(
            Domain("company_id", "=", company.id)
            & Domain("importance", "=", importance)
            & Domain("date_known", "<", self._get_fresh_since(company, importance))
            for company in self.env.companies
            for importance in STALE_AFTER
        )
        return Domain.OR([stale if val else ~stale for val in value])

    @api.model
    def _get_fresh_since(self, company, importance):
        """Return the day from which a note is still fresh in a company; False where nothing becomes stale."""
        name = STALE_AFTER.get(importance)
        company_sudo = company.sudo()  # sudo: a setting, no secret
        return bool(name) and company_sudo._ops_today() - timedelta(days=company_sudo[name])

    # ------------------------------------------------------------------
    # Noting it
    # ------------------------------------------------------------------
    def action_open_situation(self):
        """Ask what he produces and plans now; what is known stands there to be changed."""
        self.ensure_one()
        action = self._ask_reason("situation")
        action["context"] = {**action.get("context", {}), "default_reason": self.situation or ""}
        return action

    def action_note_situation(self, text):
        """Note what these customers produce and plan now.

        Clause: R1

        :param str text: in the consultant's words
        """
        return self._note_situation(self._take_reason("situation", text))

    def action_situation_unchanged(self):
        """Note that nothing has changed since the last time, in one tap.

        Clause: R1

        :raises UserError: when nothing was ever noted
        """
        for customer in self:
            if not customer.situation:
                raise UserError(
                    self.env._(
                        "%(customer)s: nothing is known of him yet. Write what he produces and plans (R1).",
                        customer=customer.display_name,
                    )
                )
        return self._note_situation()

    def _note_situation(self, text=None):
        """Keep what was learnt today, and note the duty of whoever owed it as met.

        :param text: the words; none: it is as it was
        """
        self.check_access("write")
        # sudo: notes are written here alone, for who may write the file
        self.env["ops.customer.situation"].sudo()._create_stamped(
            [
                {
                    "customer_id": customer.id,
                    "text": text or customer.situation,
                    "is_unchanged": not text or text == customer.situation,
                    "date": customer.company_id._ops_today(),
                    "user_id": self.env.uid,
                }
                for customer in self
            ]
        )
        self._meet_obligations("R1")
        return True

    def _take_over(self, other):
        """Keep what another file of the customer knew, then delete that: two contacts are merged."""
        self.ensure_one()
        notes = other.situation_ids
        notes._stamp({"customer_id": self.id})
        other.unlink()
