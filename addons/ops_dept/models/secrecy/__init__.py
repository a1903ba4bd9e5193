from . import cost
from . import product
from . import stock
from . import books
