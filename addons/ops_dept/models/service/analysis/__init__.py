"""How long cases take, for who counts them (W7)."""

from . import spent
