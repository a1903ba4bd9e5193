"""What the letterhead takes from the company: name, address, logo, colours, footer."""

import base64
import io
import re

from lxml import etree, html
from markupsafe import Markup
from PIL.WebPImagePlugin import WebPImageFile

from odoo import models
from odoo.tools import is_html_empty
from odoo.tools.image import image_data_uri

INK = "#1d2733"  # text
ACCENT = "#1f3a5f"  # rules and titles of a company that chose no colour


class ResCompany(models.Model):
    _inherit = "res.company"

    def _ops_letterhead(self):
        """Return what the letterhead shows of this company, as set in its document layout where it is.

        :return: name, tagline, details (lines of markup), footer (markup or empty), logo (data URI or False),
            accent (colour of rules), title (colour of titles: the accent unless it is too light to read)
        :rtype: dict
        """
        self.ensure_one()
        # sudo: name, address and logo stand on every paper; its reader need not read the company's contact
        company = self.sudo()
        accent = company.primary_color if _is_hex_color(company.primary_color) else ACCENT
        return {
            "name": company.name,
            "tagline": "" if is_html_empty(company.report_header) else company.report_header,
            "details": company._ops_letterhead_details(),
            "footer": "" if is_html_empty(company.report_footer) else company.report_footer,
            "logo": company._ops_letterhead_logo(),
            "accent": accent,
            "title": accent if _luminance(accent) < 0.4 else INK,
        }

    def _ops_letterhead_details(self):
        """Return the company's details as set, without its name (shown large beside); unset: its address."""
        if not self.is_company_details_empty:
            return _drop_line(self.company_details, self.name)
        partner = self.partner_id
        lines = [
            partner._ops_address_line(),
            partner.phone and self.env._("Tel. %s", partner.phone),
            partner.vat and self.env._("Tax ID %s", partner.vat),
        ]
        return Markup("<br/>").join(line for line in lines if line)

    def _ops_letterhead_logo(self):
        """Return the logo as data URI, small as it is in every header; Odoo's placeholder is no logo."""
        logo = not self.uses_default_logo and self.partner_id.image_512
        if not logo:
            return False
        content = base64.b64decode(logo)
        if (
            content[8:12] == b"WEBP"
        ):  # the PDF engine cannot read it, and Odoo leaves it out of Pillow's formats
            image, stream = WebPImageFile(io.BytesIO(content)), io.BytesIO()
            image.thumbnail((512, 512))
            image.save(stream, "PNG")
            logo = base64.b64encode(stream.getvalue())
        return image_data_uri(logo)


def _is_hex_color(color):
    return bool(re.fullmatch(r"#[0-9a-fA-F]{6}", color or ""))


def _luminance(color):
    """Return how light a #rrggbb colour is to the eye: 0 black, 1 white."""
    red, green, blue = (int(color[index : index + 2], 16) / 255 for index in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _drop_line(markup, text):
    """Return the markup without the first line that is nothing but this text."""
    root = html.fragment_fromstring(str(markup), create_parent="div")
    for node in root.iter():
        if (node.text or "").strip() == text:
            node.text = ""
            if len(node) and node[0].tag == "br":
                _drop_node(node[0])
            elif not len(node) and node is not root:
                _drop_node(node)
            break
        if (node.tail or "").strip() == text:
            node.tail = ""
            break
    content = "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)
    return Markup((root.text or "") + content)


def _drop_node(node):
    """Remove a node and keep the text behind it."""
    parent, before = node.getparent(), node.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (node.tail or "")
    else:
        before.tail = (before.tail or "") + (node.tail or "")
    parent.remove(node)
