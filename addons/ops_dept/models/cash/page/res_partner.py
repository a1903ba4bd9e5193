from odoo import api, models
from odoo.exceptions import UserError

from ....tools.fapiao import tidy_tax_number
from ....tools.identifier import is_spoilt, tidy

# Numbers that people copy from papers and spreadsheets.
NUMBERS = ("vat", "phone")


class ResPartner(models.Model):
    """Tax and telephone numbers are stored in one form, so that one firm is one customer (W6.C)."""

    _inherit = "res.partner"

    _ops_prepared = ((10, "_ops_tidy_numbers"),)

    @api.model
    def _ops_tidy_numbers(self, vals):
        """Return the values with numbers as they are stored, where the rulebook is on in any company.

        :raises UserError: a spreadsheet spoilt the number, its last digits are lost
        """
        typed = {name: vals[name] for name in NUMBERS if vals.get(name)}
        if not typed or not self.env["res.company"]._ops_companies_on():
            return vals
        for name, number in typed.items():
            if is_spoilt(number):
                raise UserError(
                    self.env._(
                        "“%(number)s” is what a spreadsheet made of %(field)s: its last digits are lost. "
                        "Format the column as text and enter the number again (W6.C).",
                        number=number,
                        field=self._fields[name].get_description(self.env)["string"],
                    )
                )
        tidied = {name: tidy(number) for name, number in typed.items()}
        if "vat" in tidied:
            tidied["vat"] = tidy_tax_number(tidied["vat"])
        return {**vals, **tidied}
