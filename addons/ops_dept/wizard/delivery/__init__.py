from . import ops_ship_released
