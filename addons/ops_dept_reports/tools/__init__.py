from .capital_numerals import capital_numerals
