"""Numbers of papers and people as they are written: one form in which the same number is the same."""

import re
import unicodedata

# Signs that people put into long numbers, and spreadsheets before them.
SPACES = re.compile(r"[\s\u00a0\u200b-\u200f\u2060\ufeff]+")
DASHES = re.compile(r"[-\u00ad\u2010-\u2015\u2212\u30fc_]+")
LEADING_MARK = re.compile(r"^['’‘`]+(?=.)")
# What a spreadsheet makes of a long number: 9.13206E+17.
SPOILT = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)


def tidy(text):
    """Return an identifier as it is stored: ordinary width, no spaces around, one space inside, no apostrophe
    that only kept a spreadsheet from spoiling it. Empty values stay as they are.
    """
    if not isinstance(text, str):
        return text
    text = SPACES.sub(" ", unicodedata.normalize("NFKC", text)).strip()
    return LEADING_MARK.sub("", text).strip()


def identifier_key(text):
    """Return the form in which two spellings of one number are the same: capitals, no spaces, no dashes."""
    return DASHES.sub("", SPACES.sub("", tidy(text or ""))).upper()


def is_spoilt(text):
    """Tell whether a spreadsheet turned this number into one with an exponent: its digits are lost."""
    return bool(SPOILT.fullmatch(tidy(text or "")))
