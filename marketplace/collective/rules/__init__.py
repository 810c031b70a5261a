"""Rules of joint action: plain Python."""
