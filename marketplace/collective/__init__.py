"""Collective: what several do together, events and who came of them, buyers who share suppliers.

It owns activities with their four questions, events with guests and leads, and recommendations.
It never shares a price, and nobody's secret answer leaves it by name.
"""
