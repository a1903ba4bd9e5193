"""The ways by which a quotation leaves the house: print, mail, portal, payment (W2.E)."""

from . import sale_order
from . import mail_render_mixin
from . import mail_template
from . import mail_compose_message
from . import mail_scheduled_message
from . import payment_link_wizard
from . import payment_transaction
from . import portal_share
