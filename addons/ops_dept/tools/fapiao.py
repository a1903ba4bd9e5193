"""Numbers of Chinese VAT invoices (fapiao) and of the buyers named on them."""

import re

from stdnum.cn import ric, uscc

from .identifier import DASHES, SPACES, identifier_key, tidy

# A fully digital fapiao has 20 digits and no code. Older ones have 8 digits within a code of 12 digits,
# printed special ones of 10.
DIGITAL = re.compile(r"\d{20}")
PRINTED = re.compile(r"\d{8}")
CODE = re.compile(r"\d{10}|\d{12}")
# A printed one of another code than its neighbours: code, dash, number.
WITH_CODE = re.compile(r"(\d{10}|\d{12})-(\d{8})")
# Tax numbers from before 2015 stay valid for their holders: 15 or 20 characters without check digit.
OLD_TAX_NUMBER = re.compile(r"[0-9A-Z]{15}|[0-9A-Z]{20}")


def split_numbers(numbers):
    """Return the single fapiao numbers of a text: separated by commas, semicolons or spaces.

    A printed one may bring its own code, with a dash between; other dashes only spread the digits.
    """
    parts = re.split(r"[\s,;，；、]+", numbers or "")
    return [key for part in parts if (key := _read_number(part))]


def _read_number(part):
    text = DASHES.sub("-", SPACES.sub("", tidy(part)))
    return text if WITH_CODE.fullmatch(text) else identifier_key(part)


def tidy_numbers(numbers):
    """Return fapiao numbers as they are stored: in ordinary digits, separated by commas."""
    return ", ".join(split_numbers(numbers)) or False


def read_fapiao(numbers, code):
    """Return the fapiao of a text as `(code, number)`, each once; the code is empty for fully digital ones.

    :param str numbers: one or several, see `split_numbers`
    :param str code: the code of those that bring none of their own; empty where they are fully digital
    """
    found = {}
    for number in split_numbers(numbers):
        own = WITH_CODE.fullmatch(number)
        found[own.groups() if own else (code or "", number)] = True
    return list(found)


def is_fapiao(numbers, code):
    """Tell whether these are numbers of fapiao: fully digital ones, or printed ones with their codes.

    :param str numbers: one or several, see `split_numbers`
    :param str code: the code in which printed numbers count that bring none; empty for fully digital ones
    """
    found = read_fapiao(numbers, code)
    if code and not (found and CODE.fullmatch(code)):
        return False
    return all((PRINTED if code else DIGITAL).fullmatch(number) for code, number in found)


def is_digital(numbers, code):
    """Tell whether all of these are fully digital fapiao, which exist on no paper."""
    found = read_fapiao(numbers, code)
    return bool(found) and all(DIGITAL.fullmatch(number) and not code for code, number in found)


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
