"""The last words of a text: they go to the next page with the signatures, so that these never stand alone."""

import re

from lxml import html
from markupsafe import Markup

# A text up to this long stays in one piece; a longer one may be broken over pages.
SHORT = 600
SENTENCE = re.compile(r"(?<=[。；！？])|(?<=[.;!?])\s+")
# Parts of formatted text that stand below each other.
BLOCKS = ("p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre")


def split_tail(text):
    """Return a long text's paragraphs and sentences but the last ones, and these.

    :param str text: plain text
    :return: head (empty where the text is short) and tail
    :rtype: tuple(str, str)
    """
    if len(text) <= SHORT:
        return "", text
    lines = text.split("\n")
    head, last = "\n".join(lines[:-1]), lines[-1]
    if len(last) > SHORT:
        sentences = [part for part in SENTENCE.split(last) if part]
        last = sentences[-1] if len(sentences) > 1 else last[-SHORT // 2 :]
        head = text[: -len(last)].rstrip()
    return head, last


def split_tail_html(markup):
    """Return formatted text but its last block, and this (empty: it is too long, or there is no other)."""
    root = html.fragment_fromstring(str(markup), create_parent="div")
    while len(root) == 1 and root[0].tag == "div" and not (root.text or "").strip():
        root = root[0]
    last = root[-1] if len(root) > 1 else None
    if last is None or last.tag not in BLOCKS or (last.tail or "").strip():
        return markup, ""
    if len(last.text_content()) > SHORT:
        return markup, ""
    root.remove(last)
    last.tail = None
    return Markup(html.tostring(root, encoding="unicode")), Markup(html.tostring(last, encoding="unicode"))
