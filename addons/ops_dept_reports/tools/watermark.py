"""The word that lies across each page of a paper that is not valid, or not yet."""

import base64
from xml.sax.saxutils import escape

# One tile is as wide as a paper of ours and so low that also a last page of a few lines shows its word.
WIDTH, HEIGHT = 688, 230
TILE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
    '<text x="{x}" y="{y}" transform="rotate(-18 {x} {y})" text-anchor="middle" font-size="{size}" '
    'letter-spacing="{spacing}" font-family="WenQuanYi Micro Hei" fill="#b3403a" fill-opacity="0.13">'
    "{text}</text></svg>"
)
LARGEST = 76


def watermark(text):
    """Return a background image with this word, drawn, not written: the paper's text stays as it is.

    :param str text: a word or two
    :return: data URI of a tile to be repeated down the paper
    :rtype: str
    """
    wide = [ord(sign) > 0x2E7F for sign in text]  # Chinese signs are as wide as high
    size = min(LARGEST, 580 / max(sum(1.2 if sign else 0.72 for sign in wide), 1))
    tile = TILE.format(
        width=WIDTH,
        height=HEIGHT,
        x=WIDTH / 2,
        y=HEIGHT / 2 + size / 3,
        size=round(size),
        spacing=round(size / (6 if all(wide) else 20)),
        text=escape(text),
    )
    return "data:image/svg+xml;base64," + base64.b64encode(tile.encode()).decode()
