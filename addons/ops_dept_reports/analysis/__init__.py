from . import policy
from . import visit
