from . import notice
from . import release
from . import acceptance
