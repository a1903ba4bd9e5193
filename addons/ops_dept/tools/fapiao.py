"""Numbers of Chinese VAT invoices (fapiao) and of the buyers named on them."""

import re

from stdnum.cn import ric, uscc

from .identifier import identifier_key

# A fully digital fapiao has 20 digits and no code. Older ones have 8 digits within a code of 12 digits,
# printed special ones of 10.
DIGITAL = re.compile(r"\d{20}")
PRINTED = re.compile(r"\d{8}")
CODE = re.compile(r"\d{10}|\d{12}")
# Tax numbers from before 2015 stay valid for their holders: 15 or 20 characters without check digit.
OLD_TAX_NUMBER = re.compile(r"[0-9A-Z]{15}|[0-9A-Z]{20}")


def split_numbers(numbers):
    """Return the single fapiao numbers of a text: separated by commas, semicolons or spaces."""
    parts = re.split(r"[\s,;，；、]+", numbers or "")
    return [key for number in parts if (key := identifier_key(number))]


def tidy_numbers(numbers):
    """Return fapiao numbers as they are stored: in ordinary digits, separated by commas."""
    return ", ".join(split_numbers(numbers)) or False


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
    number = identifier_key(number)
    return bool(uscc.is_valid(number) or ric.is_valid(number) or OLD_TAX_NUMBER.fullmatch(number))


def tidy_tax_number(number):
    """Return a Chinese taxpayer's number in its one form, without the country in front; any other text as it
    was written.
    """
    key = identifier_key(number)
    for candidate in (key.removeprefix("CN"), key):
        if is_tax_number(candidate):
            return candidate
    return number
