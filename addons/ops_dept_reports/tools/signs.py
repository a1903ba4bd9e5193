"""Which font draws a sign: the papers' own where it has ink for it, else one of the server's that has."""

import functools
import itertools
import re
import subprocess
import unicodedata
from collections import namedtuple
from html import unescape

from PIL import ImageFont

MAIN = "WenQuanYi Micro Hei"
# Asked first, in this order: upright, and close to the main font.
PREFERRED = ("DejaVu Sans", "WenQuanYi Zen Hei", "AR PL UMing CN", "BabelStone Han")
# Signs of which the main font draws only a part (their missing digits are empty glyphs).
TORN = "½¾⅜"

SIZE = 24
NOWHERE = chr(0x10FFFF)  # no font has it: shows what one draws instead of a sign that it lacks

# Tags, styles and scripts stay as they are; of the text only what is beyond ASCII is looked at.
TAG_OR_TEXT = re.compile(
    r"<(?P<raw>style|script)\b.*?</(?P=raw)\s*>|<!--.*?-->|<(?:\"[^\"]*\"|'[^']*'|[^'\">])*>"
    r"|(?P<text>[^<\x00-\x7f]+)",
    re.DOTALL,
)

# As fontconfig lists a face: an outline, upright, of normal width; and its weight of a text.
UPRIGHT, REGULAR = "True\t0\t100\t", 80

Face = namedtuple("Face", "family path index")


@functools.cache
def _faces():
    """Return the upright regular faces of this server, the main and the preferred ones first."""
    wanted = "%{outline}\t%{slant}\t%{width}\t%{weight}\t%{family[0]}\t%{file}\t%{index}\n"
    command = ["fc-list", "--format", wanted]
    try:
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    rows = [line.split("\t") for line in output.splitlines() if line.startswith(UPRIGHT)]
    rows = [row for row in rows if row[3].isdigit() and row[6].isdigit()]
    faces = {}
    for _outline, _slant, _width, _weight, family, path, index in sorted(rows, key=_far_from_regular):
        faces.setdefault(family, Face(family, path, int(index) & 0xFFFF))
    first = [faces.pop(family) for family in (MAIN, *PREFERRED) if family in faces]
    return (*first, *faces.values())


def families():
    """Return the names of the fonts that this server can print with."""
    return {face.family for face in _faces()}


def _far_from_regular(row):
    return abs(int(row[3]) - REGULAR), row[4], row[5], int(row[6])


@functools.cache
def _load(face):
    """Return the opened font and what it draws for a sign that it lacks (None: it cannot be read)."""
    try:
        font = ImageFont.truetype(face.path, SIZE, index=face.index)
        return font, bytes(font.getmask(NOWHERE))
    except OSError:
        return None


def _draws(face, sign):
    loaded = _load(face)
    if not loaded or (face.family == MAIN and sign in TORN):
        return False
    font, lacking = loaded
    ink = bytes(font.getmask(sign))
    return any(ink) and ink != lacking


def _needs_ink(sign):
    """Tell whether a sign is to be seen: no space, no control, no mark on the sign before it."""
    category = unicodedata.category(sign)
    return category[0] != "Z" and category not in ("Cc", "Cf", "Mn", "Me")


@functools.lru_cache(maxsize=20000)
def font_of(sign):
    """Return the family that draws a sign: "" the papers' own, None no font of this server.

    Where the server cannot be asked for its fonts, or does not have the papers' own, all signs are left to
    the PDF engine.
    """
    faces = _faces()
    if not faces or faces[0].family != MAIN or not _needs_ink(sign):
        return ""
    for face in faces:
        if _draws(face, sign):
            return "" if face.family == MAIN else face.family
    return None


def draw_signs(html):
    """Let each sign of a page be drawn by a font that has it.

    :param str html: the page, written for the PDF engine
    :return: the page; the signs that no font has, each with the words around it; the family of each sign
        that another font draws
    :rtype: tuple(str, dict, dict)
    """
    lacking, drawn = {}, {}

    def draw(match):
        text = match["text"]
        if not text:
            return match[0]
        families = []
        for place, sign in enumerate(text, match.start()):
            # what goes onto the sign before it is drawn with that
            family = font_of(sign) if _needs_ink(sign) or not families else families[-1]
            if family is None:
                lacking.setdefault(sign, _around(html, place))
            elif family:
                drawn[sign] = family
            families.append(family or "")
        # neighbours of one font, which Odoo's groupby would bring together from the whole text
        pairs = itertools.groupby(  # pylint: disable=bad-builtin-groupby
            zip(families, text, strict=True), key=lambda pair: pair[0]
        )
        return "".join(_span("".join(sign for _family, sign in run), family) for family, run in pairs)

    return TAG_OR_TEXT.sub(draw, html), lacking, drawn


def _span(text, family):
    if not family:
        return text
    return f"<span style=\"font-family: '{family}' !important; line-height: 1;\">{text}</span>"


def _around(html, place):
    """Return the words around a sign of a page."""
    before = re.sub(r"^[^<]*>|<[^>]*>", "", html[max(0, place - 120) : place])
    after = re.sub(r"<[^>]*>|<[^>]*$", "", html[place : place + 120])
    return unescape(f"{before[-12:]}{after[:12]}").strip()
