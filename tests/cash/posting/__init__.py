"""What finance's confirmation does to the books, and what the books do to a receipt."""

from . import test_told
