from . import oca_terms
