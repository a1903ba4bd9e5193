from . import quotation
from . import contract
from . import volume
