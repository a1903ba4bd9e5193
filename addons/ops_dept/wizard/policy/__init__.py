from . import ops_reason
from . import ops_duty_proof
from . import ops_question_answer
from . import ops_question_pass_on
from . import ops_penalty_settle
from . import ops_work_give
