from . import confirmation
from . import customer
