from . import policy
from . import visit
from . import deal
from . import delivery
from . import cash
from . import service
