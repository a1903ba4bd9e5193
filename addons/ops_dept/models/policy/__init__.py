from . import ops_log
from . import res_company
from . import ops_post_mixin
