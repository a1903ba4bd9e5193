"""Signs beyond U+FFFF: the PDF engine draws them and forgets what they are, so that no search finds them."""

import io
import re

from odoo.tools.pdf import PdfReader

MAPPED = re.compile(rb"<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4})> (\[[^\]]*\]|<[0-9A-Fa-f]{4}>)")
ENTRY = b"1 beginbfchar\n<%04X> <%s>\nendbfchar\nendcmap"


def name_far_signs(pdf, drawn):
    """Say in a PDF what its drawn signs beyond U+FFFF are, where that is certain.

    The engine numbers the signs of each font and leaves out of the list of their meanings those beyond
    U+FFFF. One sign left out of a font that drew one such sign is that sign; with more of them in one font
    nobody could tell which is which, so they stay nameless.

    :param bytes pdf: as the engine made it
    :param dict drawn: family of each sign that another font than the papers' draws
    :rtype: bytes
    """
    families = {}
    for sign, family in drawn.items():
        if ord(sign) > 0xFFFF:
            families.setdefault(family.replace(" ", ""), []).append(sign)
    single = {family: signs[0] for family, signs in families.items() if len(signs) == 1}
    if not single:
        return pdf
    reader = PdfReader(io.BytesIO(pdf), strict=False)
    changed = {}
    for page in reader.pages:
        for place in page["/Resources"].get_object().get("/Font", {}).values():
            font = place.get_object()
            name = font["/BaseFont"].lstrip("/").rpartition("+")[2]
            sign = next((sign for family, sign in single.items() if name.startswith(family)), None)
            number = font.raw_get("/ToUnicode").idnum if sign else None
            if number and number not in changed:
                changed[number] = _with_sign(font["/ToUnicode"].get_object().get_data(), font, sign)
    changed = {number: data for number, data in changed.items() if data}
    return _append(pdf, reader, changed) if changed else pdf


def _with_sign(cmap, font, sign):
    """Return the list of meanings with this one added (None: not exactly one is missing)."""
    known = set()
    for first, last, _values in MAPPED.findall(cmap):
        known.update(range(int(first, 16), int(last, 16) + 1))
    missing = set(range(_count_glyphs(font))) - known
    if len(missing) != 1:
        return None
    code = sign.encode("utf-16-be").hex().upper().encode()
    return cmap.replace(b"endcmap", ENTRY % (missing.pop(), code), 1)


def _count_glyphs(font):
    """Return how many signs the font in the PDF has, from its own table of contents."""
    file = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()["/FontFile2"]
    data = file.get_object().get_data()
    for table in range(int.from_bytes(data[4:6], "big")):
        entry = data[12 + 16 * table : 28 + 16 * table]
        if entry[:4] == b"maxp":
            start = int.from_bytes(entry[8:12], "big")
            return int.from_bytes(data[start + 4 : start + 6], "big")
    return 0


def _append(pdf, reader, streams):
    """Return the PDF with streams in place of its own, added at its end as later changes are."""
    out, places = io.BytesIO(), {}
    out.write(pdf + b"\n")
    for number, data in streams.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (number, len(data), data))
    table = out.tell()
    out.write(b"xref\n")
    for number, place in sorted(places.items()):
        out.write(b"%d 1\n%010d 00000 n \n" % (number, place))
    trailer = reader.trailer
    before = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    out.write(
        b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
        % (trailer["/Size"], trailer.raw_get("/Root").idnum, before, table)
    )
    return out.getvalue()
