from odoo import api, fields, models


class OpsTimeline(models.Model):
    """What the document itself says: where it stands, and its amount, as far as the user may read them.

    Read of the documents, a statement per kind, however many rows there are.
    """

    _inherit = "ops.timeline"

    state_text = fields.Char("Status", compute="_compute_of_document")
    amount = fields.Monetary(
        "Amount, with tax",
        compute="_compute_of_document",
        help="What the customer is to pay or has paid; a credit note takes it back.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_of_document")

    @api.depends("kind", "res_id")
    @api.depends_context("uid", "lang")
    def _compute_of_document(self):
        self.state_text = self.amount = self.currency_id = False
        by_kind = self.grouped("kind")
        for source in self._get_sources():
            rows = by_kind.get(source.kind)
            if not rows:
                continue
            documents = self.env[source.model].browse(rows.mapped("res_id"))
            names = self._get_readable(documents, source)
            documents.fetch(names)
            for row, document in zip(rows, documents, strict=True):
                row.state_text = self._say_state(document, source.state)
                if source.amount in names:
                    row.amount = document[source.amount]
                    row.currency_id = document[document._fields[source.amount].get_currency_field(document)]

    def _get_readable(self, documents, source):
        """Return which fields of its documents the user may read; some are kept from some roles."""
        fields_ = documents._fields
        names = [*source.state, *filter(None, [source.amount])]
        return [name for name in names if documents._has_field_access(fields_[name], "read")]

    def _say_state(self, document, names):
        """Return the first of these that has a value, in the user's language."""
        for name in names:
            field, value = document._fields[name], document[name]
            if value and field.type == "many2one":
                return value.sudo().display_name  # sudo: what its stage is called, for who reads the document
            if value:
                return dict(field._description_selection(self.env)).get(value)
        return False

    def action_open(self):
        """Open the document itself, in its own form. Clause: M5.6"""
        self.ensure_one()
        return self.env[self.res_model].browse(self.res_id)._get_records_action()
