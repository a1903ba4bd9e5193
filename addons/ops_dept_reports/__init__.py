from . import models, analysis, reports
from .hooks import uninstall_hook
