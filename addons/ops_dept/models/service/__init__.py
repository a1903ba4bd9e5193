from . import rating
from . import needs
from . import satisfaction
