"""How a supplier comes up to what is asked, and who helps her: gaps, referrals, coaching, papers.

Owns services, referrals, memoranda, steps after bad deliveries and reminders of papers; never
teaches anybody itself, never blocks an offer, and never shows a supplier's gaps to a buyer.
"""
