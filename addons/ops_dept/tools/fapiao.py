"""Numbers of Chinese VAT invoices (fapiao) and of the buyers named on them."""

import re

from stdnum.cn import ric, uscc

# A fully digital fapiao has 20 digits and no code. Older ones have 8 digits within a code of 12 digits,
# printed special ones of 10.
DIGITAL = re.compile(r"\d{20}")
PRINTED = re.compile(r"\d{8}")
CODE = re.compile(r"\d{10}|\d{12}")
# Tax numbers from before 2015 stay valid for their holders: 15 or 20 characters without check digit.
OLD_TAX_NUMBER = re.compile(r"[0-9A-Z]{15}|[0-9A-Z]{20}")


def split_numbers(numbers):
    """Return the single fapiao numbers of a text: separated by commas, semicolons or spaces."""
    return [number for number in re.split(r"[\s,;，；、]+", numbers or "") if number]


def is_fapiao(numbers, code):
    """Tell whether these are numbers of fapiao: all fully digital ones, or all printed ones of one code.

    :param str numbers: one or several, see `split_numbers`
    :param str code: the code in which printed numbers count; empty for fully digital ones
    """
    pattern = PRINTED if code else DIGITAL
    single = split_numbers(numbers)
    if code and not (single and CODE.fullmatch(code)):
        return False
    return all(pattern.fullmatch(number) for number in single)


def is_tax_number(number):
    """Tell whether this can be a Chinese taxpayer's number: unified social credit code, one of the older
    numbers, or the identity number of a self-employed person.
    """
    number = (number or "").strip().upper()
    return bool(uscc.is_valid(number) or ric.is_valid(number) or OLD_TAX_NUMBER.fullmatch(number))
