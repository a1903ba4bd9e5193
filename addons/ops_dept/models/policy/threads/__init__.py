"""Messages and followers of documents cost the same however many kinds of documents there are."""

from . import mail_followers
from . import mail_message
