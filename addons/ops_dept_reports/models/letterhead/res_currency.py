"""Money written out in words, in Chinese by capital numerals."""

from babel.numbers import get_currency_name

from odoo import models
from odoo.tools import get_lang

from ...tools import capital_numerals


class ResCurrency(models.Model):
    _inherit = "res.currency"

    def _ops_amount_in_words(self, amount):
        """Return an amount as it is written out on paper, in the language of the environment.

        Chinese: the currency's name and capital numerals (人民币壹佰元整, 美元壹佰元整); else Odoo's words.

        :param float amount: in this currency
        :rtype: str
        """
        self.ensure_one()
        lang = get_lang(self.env).code
        if not lang.startswith("zh"):
            return self.amount_to_text(self.round(amount))
        name = get_currency_name(self.name, locale="zh_Hans_CN")
        return name + capital_numerals(amount, self.rounding)
