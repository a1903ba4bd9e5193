from . import release_slip
