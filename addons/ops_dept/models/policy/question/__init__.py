"""Questions: somebody is asked about a document and answers."""

from . import ops_question_kind
from . import ops_accountable
from . import ops_record
from . import ops_gated
from . import ops_question
from . import ask
from . import answer
from . import people
from . import access
from . import res_users
from . import ops_home
