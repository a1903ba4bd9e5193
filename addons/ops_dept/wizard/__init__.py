from . import policy
from . import deal
from . import delivery
from . import cash
