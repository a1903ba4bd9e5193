from . import release
from . import acceptance
