"""Photos of a visit: from the camera, several at once, made smaller before they are sent (V1.7)."""

from . import ops_visit
