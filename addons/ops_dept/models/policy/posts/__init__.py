"""Posts and roles: who is meant, who holds what."""

from . import ir_rule
from . import ops_post_mixin
from . import res_groups
from . import res_users
from . import roles
from . import head
