"""One form in which names, telephone and tax numbers are the same however they are spelt, as SQL.

Indexes are made of these expressions: the same text asks and is found. A word added to the lists makes Odoo
build the index of names anew at the next update.
"""

from odoo.tools import SQL

# What says only how a business is set up: it does not tell two of them apart. Longer ones first.
FORMS_ZH = ("股份有限公司", "有限责任公司", "有限公司", "集团公司", "分公司", "公司", "集团")
FORMS_EN = (
    *("co", "company", "corp", "corporation", "inc", "incorporated", "ltd", "limited", "plc", "pte"),
    *("llc", "llp", "lp", "gmbh", "ag", "sa", "srl", "bv", "pty", "group", "branch"),
)
# Spaces and punctuation that are left once widths are the same.
SIGNS = r"[\s!-/:-@\[-`{-~、。·•‘’“”…—–―《》〈〉「」『』【】〔〕]+"
# What follows a number inside a house.
EXTENSION = r"(转|分机|ext|extension|x|#).*$"
# The sign of the country, or of long distance; a number without both has at least so many digits.
PREFIX = r"^(00)?(86(?=0?[1-9][0-9]{8}))?0?"
LONGEST = 200  # an index takes no endless names
SHORTEST = 7  # digits; shorter ones are extensions and service numbers that many share


def name_key(column):
    """Return what is left of a name: one width, small letters, no legal form, no punctuation."""
    english = rf"(?<![a-z0-9])({'|'.join(FORMS_EN)})(?![a-z0-9])"
    text = f"lower(normalize({column}::text, NFKC))"
    text = f"regexp_replace({text}, '{english}', '', 'g')"
    text = f"regexp_replace({text}, '{SIGNS}', '', 'g')"
    return f"left(regexp_replace({text}, '{'|'.join(FORMS_ZH)}', '', 'g'), {LONGEST})"


def phone_key(column):
    """Return the digits of a telephone number without country and long distance."""
    text = f"regexp_replace(lower(normalize({column}::text, NFKC)), '{EXTENSION}', '')"
    return f"left(regexp_replace(regexp_replace({text}, '[^0-9]', '', 'g'), '{PREFIX}', ''), {LONGEST})"


def tax_key(column):
    """Return the letters and digits of a tax number."""
    return f"left(regexp_replace(lower(normalize({column}::text, NFKC)), '[^a-z0-9]', '', 'g'), {LONGEST})"


def sql(expression):
    """Return one of these expressions as SQL; nothing a user types is ever in it."""
    return SQL(expression.replace("%", "%%"))  # pylint: disable=sql-injection
