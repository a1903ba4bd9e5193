from markupsafe import escape

from odoo import api, models, tools

from ....tools.answers import kept_in_transaction


class OpsGuarded(models.AbstractModel):
    """Where the rulebook is on, and what is written down of what was done there."""

    _inherit = "ops.guarded"

    # ------------------------------------------------------------------
    # Switch
    # ------------------------------------------------------------------
    @api.model
    @kept_in_transaction
    @tools.ormcache()
    def _ops_gated_companies(self):
        """Return the ids of the companies where this gate stands: switched on, its clause not switched off
        there.

        Every write of a move, a payment or a line asks; kept with the two answers that it is made of.
        """
        companies = self.env["res.company"]._ops_companies_on()
        if not companies or not self._ops_clause:
            return companies
        in_force = self.env["ops.clause"]._is_in_force
        return frozenset(
            company.id
            for company in self.env["res.company"].browse(companies)
            if in_force(self._ops_clause, company)
        )

    def _ops_filter_on(self):
        """Return the records whose company has the rulebook switched on and this gate in force."""
        companies = self._ops_gated_companies()
        if not companies:
            return self.browse()
        return self.filtered(lambda record: record.company_id.id in companies)

    def _ops_is_on(self):
        """Tell whether this one document stands under the rulebook."""
        self.ensure_one()
        return bool(self._ops_filter_on())

    # ------------------------------------------------------------------
    # History
    # ------------------------------------------------------------------
    def _ops_log(self, event, **values):
        """Add one row per document to the append-only log."""
        # sudo: nobody writes the log by hand; each caller did what it logs
        return self.env["ops.log"].sudo()._log(self, event, **values)

    @api.model
    def _ops_open_companies(self):
        """Return the ids of the companies under the rulebook that switched the clause of this gate off."""
        return self.env["res.company"]._ops_companies_on() - self._ops_gated_companies()

    def _ops_log_open(self, documents=None):
        """Log, once for each document, that it went through without approval because the clause is off.

        :param documents: records of a core model that this gate guards (default: these)
        """
        companies = self._ops_open_companies()
        if companies:
            documents = self if documents is None else documents
            passed = documents.filtered(lambda document: document.company_id.id in companies)
            # sudo: nobody writes the log by hand; that the documents went through was checked by their door
            log = self.env["ops.log"].sudo()
            known = log.search(
                [
                    ("model", "=", passed._name),
                    ("res_id", "in", passed.ids),
                    ("event", "=", "open"),
                    ("clause_code", "=", self._ops_clause),
                ]
            )
            log._log(
                passed.browse(set(passed.ids) - set(known.mapped("res_id"))),
                "open",
                clause_code=self._ops_clause,
            )

    def _ops_note(self, body):
        """Leave a line in the chatter without notifying anybody.

        Core's `_message_log` would look up the address that is answered to, which reads the whole company.
        """
        if hasattr(self, "_message_create"):
            # sudo: a trace, not a right
            self.sudo()._message_create([record._ops_prepare_note(body) for record in self])

    def _ops_prepare_note(self, body):
        """Return the values of a line in the chatter that nobody is told of and nobody answers by mail."""
        return {
            "author_id": self.env.user.partner_id.id,
            "email_from": False,
            "reply_to": False,
            "email_add_signature": False,
            "model": self._name,
            "res_id": self.id,
            "record_alias_domain_id": False,
            "record_company_id": False,
            "body": escape(body),
            "message_type": "notification",
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
            "is_internal": True,
        }
