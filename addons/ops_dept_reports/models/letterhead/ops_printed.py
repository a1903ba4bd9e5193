from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, float_round, format_date, format_datetime, formatLang, get_lang


class OpsPrinted(models.AbstractModel):
    """What a document with a paper has: a count of the PDFs made of it, and how a paper writes times."""

    _name = "ops.printed"
    _inherit = ["ops.guarded"]
    _description = "Printed document"

    ops_print_count = fields.Integer(
        "Times printed",
        readonly=True,
        copy=False,
        help="How often a PDF of this document was released: printed, downloaded or mailed.",
        stamp=True,
    )

    def _ops_refuse_unprintable(self, states, say):
        """Refuse whoever may not read these records, and the paper of what is in none of these states.

        :param say: returns the sentence of a record
        :raises UserError: names the record
        """
        # sudo is left: a paper is for the readers of its record alone, whichever way it is printed
        self.sudo(False).check_access("read")
        for record in self:
            if record[self._state_field] not in states:
                raise UserError(say(record))

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

    def _get_paper_lang(self):
        """Return the language of the customer, whose paper it is."""
        return get_lang(self.env, self.sudo().partner_id.lang).code  # sudo: the customer's language only

    def _ops_paper_tz(self):
        """Return the house's time zone: a paper shows the same times whoever prints it."""
        return self.company_id.sudo().resource_calendar_id.tz or self.env.user.tz or "UTC"  # sudo: a setting

    def _ops_paper_date(self, value):
        """Write a date, or the day of a moment in the house's time zone, with the month in words."""
        if not value:
            return ""
        return format_date(self.with_context(tz=self._ops_paper_tz()).env, value, date_format="long")

    def _ops_paper_quantity(self, quantity):
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return self._ops_paper_number(quantity, 0, digits)

    def _ops_paper_number(self, value, least, most):
        """Write a number with as many decimals as it needs, between least and most."""
        digits = most
        while digits > least and float_round(value, digits - 1) == float_round(value, most):
            digits -= 1
        return formatLang(self.env, value, digits=digits)

    def _ops_paper_stamps(self):
        """Return the approvals as stamps: role, who (and for whom), when."""
        return [
            {
                "role": stamp["role"],
                "user": stamp["user"],
                "deputy_for": stamp["deputy_for"] or "",
                "date": format_datetime(
                    self.env, stamp["date"], tz=self._ops_paper_tz(), dt_format="yyyy-MM-dd HH:mm"
                ),
            }
            for stamp in self._ops_approval_stamps()
        ]
