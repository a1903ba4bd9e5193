from . import ops_release
from . import ops_release_line
