from .capital_numerals import capital_numerals
from .ordinals import article_number
from .signs import draw_signs
from .tail import SHORT, split_tail, split_tail_html
from .unmapped import name_far_signs
from .watermark import watermark
