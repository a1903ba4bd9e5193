from . import quotation
from . import contract
