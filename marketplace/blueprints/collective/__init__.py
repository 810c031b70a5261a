"""Routes of joint action, events and the buyers' circle."""
