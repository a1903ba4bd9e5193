from . import letterhead
from . import policy
from . import deal
from . import delivery
