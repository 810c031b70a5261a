"""ISO 3166: destinations carry two letters, the market price files three."""

_THREE = {
    "AF": "AFG", "AM": "ARM", "BI": "BDI", "BO": "BOL", "BW": "BWA", "CD": "COD",
    "CM": "CMR", "DZ": "DZA", "ET": "ETH", "GH": "GHA", "GM": "GMB", "ID": "IDN",
    "IQ": "IRQ", "JM": "JAM", "KE": "KEN", "KG": "KGZ", "KH": "KHM", "LA": "LAO",
    "LK": "LKA", "LS": "LSO", "LY": "LBY", "MG": "MDG", "MM": "MMR", "MR": "MRT",
    "MW": "MWI", "MZ": "MOZ", "NA": "NAM", "NG": "NGA", "NP": "NPL", "PH": "PHL",
    "PK": "PAK", "RW": "RWA", "SD": "SDN", "SN": "SEN", "SS": "SSD", "SZ": "SWZ",
    "TJ": "TJK", "TL": "TLS", "TZ": "TZA", "UG": "UGA", "ZA": "ZAF", "ZM": "ZMB",
    "ZW": "ZWE",
}  # fmt: skip


def three_letters(country: str) -> str | None:
    """Return the alpha-3 code of an alpha-2 one; none for a country without places or prices."""
    return _THREE.get(country)


def is_three_letters(country: str) -> bool:
    """Tell whether this is the alpha-3 code of a country with places or prices."""
    return country in _THREE.values()
