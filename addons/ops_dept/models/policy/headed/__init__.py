"""Records of a person that name who stands above him."""

from . import ops_headed
from . import refresh
