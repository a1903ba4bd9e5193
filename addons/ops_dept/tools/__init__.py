from . import fapiao
from . import oca_terms
