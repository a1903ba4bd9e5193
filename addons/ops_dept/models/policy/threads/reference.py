from odoo import fields
from odoo.tools import unique


class ThreadReference(fields.Many2oneReference):
    """To which document a message or a follower belongs, of whatever model.

    A new one joins the list of its document. Core looks for that list through those of all models that have
    one; our documents are more than thirty such models, and every message of an order would pay for them.
    """

    def _update_inverses(self, records, value):
        if not value:
            return
        ids_by_model = self._record_ids_per_res_model(records)
        concerned = [field for field in records.pool.field_inverses[self] if field.model_name in ids_by_model]
        for field in concerned:
            document = records.env[field.model_name].browse(value)
            known = field._get_cache(document.env).get(document.id)
            if known is None and document.id:
                continue  # not read yet; only of a document that is not saved it cannot be read later
            mine = records.browse(ids_by_model[field.model_name])
            mine = mine.filtered_domain(field.get_comodel_domain(document))
            if mine:
                field._update_cache(document, tuple(unique((known or ()) + mine._ids)))
