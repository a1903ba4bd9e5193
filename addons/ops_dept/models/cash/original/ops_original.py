from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.actions import open_records
from ..custody.ops_custody import CODE


class OpsOriginal(models.AbstractModel):
    """A document whose original is kept: takes it into custody, shows where it is (R9)."""

    _name = "ops.original"
    _description = "Document with an original"

    custody_count = fields.Integer("Originals", compute="_compute_custody_count")

    def _compute_custody_count(self):
        originals, counts = self.env["ops.custody"], {}
        if self.ids and originals.has_access("read"):
            groups = originals._read_group(self._get_originals_domain(), ["res_id"], ["__count"])
            counts = dict(groups)
        for document in self:
            document.custody_count = counts.get(document._origin.id, 0)

    def _get_originals_domain(self):
        return Domain("res_model", "=", self._name) & Domain("res_id", "in", self.ids)

    def action_open_originals(self):
        """Open the originals of this document. Clause: R9"""
        originals = self.env["ops.custody"].search(self._get_originals_domain())
        return open_records(originals, self.env._("Originals"))

    @api.model
    def _keep_original(self, kind, records, holder, since=None):
        """Take the originals of documents into custody, each once; the limit of a salesman runs from then.

        Nothing happens where the rulebook, or R9, is off.

        :param str kind: a kind of `ops.custody`
        :param records: the documents, of one model
        :param holder: who has them in his hands, a user or a function from a document to one
        :param since: function from a document to when it came to him, naive UTC (default: now)
        :return: the new originals, on sudo
        """
        kept_sudo = self.env["ops.custody"].sudo()  # sudo: taken into custody by the software
        in_force = self.env["ops.clause"]._is_in_force
        companies = self.env["res.company"]._ops_companies_on()
        wanted = records.filtered(
            lambda record: record.company_id.id in companies and in_force(CODE, record.company_id)
        )
        if not wanted:
            return kept_sudo
        known = kept_sudo.search(
            [("kind", "=", kind), ("res_model", "=", wanted._name), ("res_id", "in", wanted.ids)]
        )
        wanted -= wanted.browse(known.mapped("res_id"))
        for company, members in wanted.grouped("company_id").items():
            kept_sudo += kept_sudo._keep(
                company,
                [
                    {
                        "kind": kind,
                        "res_model": record._name,
                        "res_id": record.id,
                        "document_name": record.display_name,
                        "holder_id": (holder(record) if callable(holder) else holder).id,
                        "date_held": (since and since(record)) or fields.Datetime.now(),
                        **record._original_vals(kind),
                    }
                    for record in members
                ],
            )
        return kept_sudo

    def _original_vals(self, kind):
        """Return what the original of a document is called, and whose it is."""
        return {"title": self.name, "partner_id": self.partner_id.commercial_partner_id.id}

    def _originals(self, kind):
        """Return the originals of these documents, on sudo."""
        # sudo: who moves the document moves its original
        return self.env["ops.custody"].sudo().search([*self._get_originals_domain(), ("kind", "=", kind)])
