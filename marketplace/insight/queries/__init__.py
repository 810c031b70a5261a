"""Reading what the indicators are made of."""
