from . import invoice_request
from . import to_invoice
from . import invoice
from . import receipt
from . import posting
from . import payment
from . import page
from . import visit
