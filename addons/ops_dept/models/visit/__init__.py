from . import district
from . import customer
from . import competitor
from . import research
from . import completeness
