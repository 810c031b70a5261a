"""Measurements that a person starts; never a test."""
