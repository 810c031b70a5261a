"""Reads of orders, deliveries and payments: frozen cards for homes, lists and the desk."""
