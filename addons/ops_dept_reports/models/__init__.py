from . import letterhead
from . import policy
from . import visit
from . import deal
from . import delivery
