from . import models, reports
from .hooks import uninstall_hook
