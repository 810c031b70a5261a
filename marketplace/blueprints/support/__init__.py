"""Who helps suppliers on: gaps, referrals, providers, papers, her next step."""
