from . import case
from . import on_site
from . import goods
