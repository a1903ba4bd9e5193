from . import ops_arrival_confirm
from . import ops_ship_released
