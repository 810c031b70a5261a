"""Good things to begin with: simple, no core product of any lodge, often overlooked (annex)."""

STARTERS = ("protein.egg", "veg.herb", "craft.soap", "laundry.linen", "show.choir")
