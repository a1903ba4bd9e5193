"""The demo company's sign: a beam in balance, as its name says; on papers, mails and customers' pages."""

import base64
import io

from PIL import Image, ImageDraw

SIDE, BLUE, WHITE = 1024, (31, 78, 121, 255), (255, 255, 255, 255)


def put_logo(company):
    """Give the company its sign, unless it has one.

    :param company: res.company, as who sets it up
    """
    if company.uses_default_logo:
        company.logo = base64.b64encode(draw_logo())


def draw_logo():
    """Return the sign as PNG."""
    picture = Image.new("RGBA", (SIDE, SIDE), (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.rounded_rectangle((0, 0, SIDE - 1, SIDE - 1), radius=180, fill=BLUE)
    pen.polygon(((512, 470), (660, 830), (364, 830)), fill=WHITE)
    pen.rounded_rectangle((132, 400, 892, 470), radius=35, fill=WHITE)
    for middle in (232, 792):
        pen.ellipse((middle - 100, 190, middle + 100, 390), fill=WHITE)
    content = io.BytesIO()
    picture.resize((SIDE // 4, SIDE // 4), Image.LANCZOS).save(content, "PNG")
    return content.getvalue()
