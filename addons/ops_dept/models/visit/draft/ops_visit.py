from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError

DRAFT_INDEX = "ops_visit_draft_key_unique"
LISTS = ("one2many", "many2many")


class OpsVisit(models.Model):
    """What was typed without a connection is sent again until an answer comes: it must become one record.

    The browser gives each draft a key and sends it as `sent_key` with everything it saves. By it the server
    knows a creation that comes a second time, and the browser knows a change whose answer was lost.

    Clauses: V1.7, V4.1, P3.1
    """

    _inherit = "ops.visit"

    draft_key = fields.Char(
        copy=False, readonly=True, stamp=True, export_string_translation=False, help="Of its creation."
    )
    sent_key = fields.Char(copy=False, export_string_translation=False, help="Of what was saved last.")

    _draft_key_unique = models.UniqueIndex("(create_uid, draft_key) WHERE draft_key IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        """Keep a draft once: what was created under its key is there already, and takes what changed since.

        Clause: P3.1
        """
        known = self._get_drafts({vals["sent_key"] for vals in vals_list if vals.get("sent_key")})
        new = [vals for vals in vals_list if vals.get("sent_key") not in known]
        created = iter(super().create(new))
        visits = self.browse()
        for vals in vals_list:
            if vals.get("sent_key") in known:
                visits += known[vals["sent_key"]]._take_again(vals)
            else:
                visits += next(created)
        return visits

    @api.model
    def _get_drafts(self, keys):
        """Return key → the record that the user created under it."""
        if not keys:
            return {}
        found = self.search([("create_uid", "=", self.env.uid), ("draft_key", "in", list(keys))])
        return {visit.draft_key: visit for visit in found}

    def _take_again(self, vals):
        """Write what differs from what came the first time; its lines came with it."""
        changed = {
            name: value
            for name, value in vals.items()
            if name in self._fields and self._fields[name].type not in LISTS and self._differs(name, value)
        }
        if changed:
            self.write(changed)
        return self

    def _differs(self, name, value):
        field = self._fields[name]
        return field.convert_to_cache(value, self) != field.convert_to_cache(self[name], self)

    # A row of the door: what is new remembers the key of its creation.
    _ops_created = ((90, "_remember_draft"),)

    def _remember_draft(self, _vals_list):
        for visit in self.filtered("sent_key"):
            try:
                visit._stamp({"draft_key": visit.sent_key})
                visit.flush_recordset(["draft_key"])
            except IntegrityError as error:
                if error.diag.constraint_name != DRAFT_INDEX:
                    raise
                # sent twice at the same moment: tried again from the start, it finds the other one
                raise ConcurrencyError(str(error)) from error
