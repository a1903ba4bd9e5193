from . import collection
from . import dunning
from . import custody
from . import instrument
from . import reconciliation
from . import receipt
from . import invoice_request
