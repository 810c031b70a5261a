"""What pages read of joint action, as frozen cards."""
