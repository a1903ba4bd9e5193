from . import letterhead
from . import deal
from . import delivery
