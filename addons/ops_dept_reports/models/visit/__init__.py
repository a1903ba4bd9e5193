from . import confirmation
from . import customer
from . import timeline
