from . import district
from . import customer
from . import competitor
from . import research
from . import completeness
from . import visit
from . import appointment
from . import report
