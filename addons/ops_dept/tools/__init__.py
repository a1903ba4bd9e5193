from . import fapiao
from . import oca_terms
from . import removal
