from odoo import fields, models
from odoo.tools import SQL


class OpsPrinted(models.AbstractModel):
    """What a document with a paper of ours has: a count of the PDFs made of it.

    A document lists `ops_print_count` in its `_stamps`, so that nobody sets it by hand.
    """

    _name = "ops.printed"
    _description = "Printed document"

    ops_print_count = fields.Integer(
        "Times printed",
        readonly=True,
        copy=False,
        help="How often a PDF of this document was released: printed, downloaded or mailed.",
    )

    def _ops_count_print(self, step=1):
        """Count one released PDF per record.

        :param int step: 1, or -1 to take back the count of one that was not released

        One statement besides the ORM: a print is no edit of the document, so it changes no write date and
        wakes no tracking and no frozen state; two prints at a time are both counted.
        """
        if not self.ids:
            return
        self.flush_recordset(["ops_print_count"])
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET ops_print_count = COALESCE(ops_print_count, 0) + %s WHERE id = ANY(%s)",
                SQL.identifier(self._table),
                step,
                self.ids,
            )
        )
        self.invalidate_recordset(["ops_print_count"])
