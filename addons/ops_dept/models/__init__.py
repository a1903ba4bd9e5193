from . import policy
from . import deal
