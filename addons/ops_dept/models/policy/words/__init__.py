"""Words of ours that change from version to version reach the databases that have the former ones."""

from . import ir_module_module
