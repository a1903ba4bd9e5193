from .capital_numerals import capital_numerals
from .ordinals import article_number
from .watermark import watermark
