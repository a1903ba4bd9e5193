from . import collection
from . import custody
from . import reconciliation
