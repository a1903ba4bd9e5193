from . import balance
from . import release
from . import goods
from . import signed_note
from . import exempt
from . import notice
from . import page
from . import visit
