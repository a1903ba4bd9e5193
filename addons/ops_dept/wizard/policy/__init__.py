from . import ops_reason
from . import ops_question_answer
from . import ops_question_pass_on
