from . import collection
from . import custody
