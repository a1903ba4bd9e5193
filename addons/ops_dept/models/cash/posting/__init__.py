"""What a confirmed receipt does in the books, and how it follows them."""

from . import posting
from . import told
from . import entry
from . import advance
from . import reversal
from . import books
