"""What the customer says of a visit or of a case: asked by mail or by a link, said by him alone (M1.5)."""

from . import ops_rated
from . import low
from . import ops_visit
from . import helpdesk_ticket
from . import rating_rating
from . import door
from . import mail_message
