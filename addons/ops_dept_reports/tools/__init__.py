from .capital_numerals import capital_numerals
from .ordinals import article_number
from .signs import draw_signs
from .unmapped import name_far_signs
from .watermark import watermark
