from contextlib import contextmanager

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, format_list

from ...policy.document.links import ROLES
from .finder import find

# Who brings customers: what they enter is compared. The others' contacts are suppliers, offices, drivers.
SELLERS = ("consultant", "field_specialist", "store_assistant", "sales_support", "leader")
SHORTEST_REASON = 5
# Hits that are named; whoever has more looks at the list.
NAMED = 3


class OpsDuplicate(models.AbstractModel):
    """Somebody new who exists already: shown while he is typed, refused when he is saved without a reason.

    The way on is one field: *another one, because …*, with the words of whoever knows it; they are kept, in
    the log too, and his head is told. Somebody known whose name or number is changed into another's is not
    refused: it is noted there, and the head is told.

    Two people who save the same customer in the same second do not see each other: both are kept, and each
    form shows the other one from then on.

    For core models with a door (`policy/guarded/door.py`).
    """

    _name = "ops.duplicate"
    _description = "Compared with who exists"

    _ops_created = ((30, "_ops_refuse_duplicates"),)
    _ops_on_write = ((30, "_ops_noting_duplicates"),)

    _ops_compared = frozenset()  # the fields that are compared
    _ops_duplicate_clause = ""

    ops_duplicates = fields.Html(
        "Exists already", compute="_compute_ops_duplicates", sanitize=False, groups=ROLES
    )
    ops_another_reason = fields.Char(
        "Another one, because",
        copy=False,
        groups=ROLES,
        help="Why this is somebody else although name or number are the same; the head reads it (V2.1).",
    )

    # ------------------------------------------------------------------
    # Finding
    # ------------------------------------------------------------------
    def _ops_get_asked(self):
        """Return what is compared of this record, `Asked`; None where nothing is."""
        raise NotImplementedError

    def _ops_find_duplicates(self):
        """Return `{record: hits}` of those that exist already, in one statement."""
        if not self.env.user._ops_has_role(*SELLERS):
            return {}
        in_force = self.env["ops.clause"]._is_in_force
        asked = {
            record: what
            for record in self
            if in_force(self._ops_duplicate_clause, record.company_id or self.env.company)
            and (what := record._ops_get_asked())
        }
        if not asked:
            return {}
        found = find(self.env, list(asked.values()))
        return {record: hits for record, hits in zip(asked, found, strict=True) if hits}

    @api.depends_context("uid", "lang", "company")
    def _compute_ops_duplicates(self):
        found = self._ops_find_duplicates()
        for record in self:
            hits = [] if record.ops_another_reason else found.get(record, [])
            record.ops_duplicates = bool(hits) and Markup("<br/>").join(
                Markup("%s <b>%s</b> · %s") % (self._ops_same(hit), self._ops_link(hit), self._ops_whose(hit))
                for hit in hits[:NAMED]
            )

    # ------------------------------------------------------------------
    # The door
    # ------------------------------------------------------------------
    def _ops_refuse_duplicates(self, vals_list):
        """Refuse who exists already; who is said to be another one is kept with the reason.

        :raises UserError: one line for each, saying whose the known one is and what to do
        """
        found = self._ops_find_duplicates()
        refused = [
            record._ops_refusal(hits)
            for record, hits in found.items()
            if len((record.sudo().ops_another_reason or "").strip()) < SHORTEST_REASON  # sudo: what was typed
        ]
        if refused:
            raise UserError("\n\n".join(refused))
        for record, hits in found.items():
            reason = record.sudo().ops_another_reason  # sudo: as above
            record._ops_note_duplicate(hits, self.env._("Another one, because: %(reason)s", reason=reason))

    @contextmanager
    def _ops_noting_duplicates(self, vals):
        """Note what has become the same as another by a change of name or number."""
        if self._ops_compared.isdisjoint(vals):
            yield
            return
        before = self._ops_find_duplicates()
        yield
        for record, hits in self._ops_find_duplicates().items():
            known = {(hit.model, hit.res_id) for hit in before.get(record, ())}
            new = [hit for hit in hits if (hit.model, hit.res_id) not in known]
            if new:
                record._ops_note_duplicate(new, self.env._("Changed, not entered as new."))

    def _ops_note_duplicate(self, hits, reason):
        """Keep it in the log and in the record's messages, and tell the head of whoever did it."""
        self.ensure_one()
        names = "; ".join(self._ops_say(hit) for hit in hits[:NAMED])
        # sudo: nobody writes the log by hand
        self.env["ops.log"].sudo()._log(
            self.sudo(), "passed", clause_code=self._ops_duplicate_clause, comment=f"{reason}\n{names}"
        )
        heads = self.env.user._ops_head(self.company_id or self.env.company)
        self.message_post(
            body=Markup("%s<br/>%s") % (self.env._("Much like: %(names)s.", names=names), reason),
            partner_ids=heads.sudo().partner_id.ids,  # sudo: to whom it is written
        )

    # ------------------------------------------------------------------
    # Saying it
    # ------------------------------------------------------------------
    def _ops_refusal(self, hits):
        names = "; ".join(self._ops_say(hit) for hit in hits[:NAMED])
        return self.env._(
            "%(new)s exists already: %(names)s. %(next)s If it is truly another one, say why under “Another "
            "one, because”; your head reads it (%(code)s).",
            new=self.display_name,
            names=names,
            next=self._ops_next_step(hits),
            code=self._ops_duplicate_clause,
        )

    def _ops_next_step(self, hits):
        return self.env._(
            "Open that contact and go on with it; if a colleague looks after it, press “Ask to Take Over” "
            "there and his head decides."
        )

    def _ops_say(self, hit):
        record_sudo = self.env[hit.model].sudo().browse(hit.res_id)  # sudo: the name and whose it is
        return self.env._(
            "%(name)s (%(same)s, %(whose)s)",
            name=self._ops_hit_name(record_sudo),
            same=self._ops_same(hit),
            whose=self._ops_whose(hit),
        )

    def _ops_hit_name(self, record_sudo):
        if record_sudo._name == "crm.lead":
            return record_sudo.partner_name or record_sudo.contact_name or record_sudo.phone
        return record_sudo.display_name

    def _ops_same(self, hit):
        words = {
            "name": self.env._("same name"),
            "phone": self.env._("same telephone"),
            "tax": self.env._("same tax number"),
        }
        return format_list(self.env, [words[what] for what in words if what in hit.same])

    def _ops_whose(self, hit):
        """Return whose it is and since when it is known, no more."""
        record_sudo = self.env[hit.model].sudo().browse(hit.res_id)  # sudo: as above
        values = {"who": record_sudo.user_id.name, "day": format_date(self.env, record_sudo.create_date)}
        if hit.model == "crm.lead":
            return self.env._("a lead of %(who)s's since %(day)s", **values)
        if not record_sudo.user_id:
            return self.env._("nobody's, known since %(day)s", **values)
        if record_sudo.user_id == self.env.user:
            return self.env._("yours, known since %(day)s", **values)
        return self.env._("%(who)s's, known since %(day)s", **values)

    def _ops_link(self, hit):
        """Return the name, as a link for who may open it."""
        record = self.env[hit.model].browse(hit.res_id)
        name = self._ops_hit_name(record.sudo())  # sudo: as above
        if hit.model != "res.partner" or not record.has_access("read"):
            return name
        return Markup('<a href="/odoo/res.partner/%s" target="_blank">%s</a>') % (hit.res_id, name)
