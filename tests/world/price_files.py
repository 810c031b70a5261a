"""Lines of real market price files, each layout as people have it.

World Food Programme price database through the Humanitarian Data Exchange, CC BY-IGO; a few lines
of the files for Kenya, the world in 2026, South Africa (with its row of tags) and Sri Lanka
(saved again by somebody, with a byte-order mark and American days).
"""

_KENYA_TITLES = (
    "date,admin1,admin2,market,market_id,latitude,longitude,category,commodity,commodity_id,"
    "unit,priceflag,pricetype,currency,price,usdprice"
)
_VEG = "vegetables and fruits"


def kenyan(
    day: str, market: str, unit: str, price: str, commodity: str = "Tomatoes", **kw: str
) -> str:
    """One line of the Kenyan file."""
    level, flag = kw.get("level", "Wholesale"), kw.get("flag", "actual")
    currency = kw.get("currency", "KES")
    return (
        f"{day},Coast,Kwale,{market},5893,-4.66,39.22,{_VEG},{commodity},114,{unit},{flag},"
        f"{level},{currency},{price},20.06"
    )


TOMATOES = (
    kenyan("2024-01-15", "Vanga (Kwale)", "64 KG", "3200"),
    kenyan("2024-02-15", "Vanga (Kwale)", "64 KG", "3840"),
    kenyan("2024-02-15", "Nakuru", "KG", "66.5"),
    kenyan("2024-03-15", "Nakuru", "KG", "70"),
)


def kenya(*lines: str) -> bytes:
    """A file in today's layout, with Windows line ends as the Exchange writes them."""
    return "\r\n".join([_KENYA_TITLES, *lines, ""]).encode()


WORLD = "\r\n".join([
    ("countryiso3,date,admin1,admin2,market,market_id,latitude,longitude,category,commodity,"
    "commodity_id,unit,priceflag,pricetype,currency,price,usdprice"),
    ("ETH,2026-01-15,Amhara,E. GOJAM,Mota,496,11.08,37.87,cereals and tubers,Maize (white),67,"
    "100 KG,actual,Retail,ETB,7044,45.14"),
    ("ETH,2026-01-15,Amhara,N. GONDER,Debark,510,13.16,37.9,cereals and tubers,Maize (white),67,"
    "100 KG,actual,Retail,ETB,9220,59.09"),
    ("MWI,2026-02-15,Southern Region,Zomba,Mayaka,788,-15.58,35.37,cereals and tubers,Rice,52,"
    "KG,aggregate,Retail,MWK,4000,2.31"),
    ("MWI,2026-02-15,Southern Region,Zomba,Jali,778,-15.5,35.47,non-food,Laundry soap,540,"
    "140 G,aggregate,Retail,MWK,1200,0.69"),
]).encode()  # fmt: skip

SOUTH_AFRICA = "\n".join([
    ("date,admin1,admin2,market,latitude,longitude,category,commodity,unit,priceflag,pricetype,"
    "currency,price,usdprice"),
    ("#date,#adm1+name,#adm2+name,#loc+market+name,#geo+lat,#geo+lon,#item+type,#item+name,"
    "#item+unit,#item+price+flag,#item+price+type,#currency,#value,#value+usd"),
    *(
        f"2022-{month}-15,Gauteng,West Rand District Municipality,Randfontein,-26.199,27.669,"
        f"cereals and tubers,Maize (white),KG,actual,Wholesale,ZAR,{price},0.26"
        for month, price in (("03", "4.0"), ("04", "4.2"), ("05", "4.57"), ("06", "4.42"))
    ),
]).encode()  # fmt: skip

SRI_LANKA = b"\xef\xbb\xbf" + "\n".join([
    ("date,admin1,admin2,market,latitude,longitude,category,commodity,unit,priceflag,pricetype,"
    "currency,price,usdprice"),
    ("2/15/2024,Western,Colombo,Colombo City,6.931944,79.847778,vegetables and fruits,Carrots,KG,"
    "actual,Retail,LKR,779.77,2.4937"),
    ("2/15/2024,Western,Gampaha,Gampaha,7.081500053,79.97720337,vegetables and fruits,Carrots,KG,"
    "actual,Retail,LKR,794.38,2.5404"),
    ('2/15/2024,Uva,Moneragala,Dammbagalla,6.979858,81.37467,"meat, fish and eggs",Eggs,Unit,'
    "actual,Retail,LKR,59.7,0.1909"),
]).encode()  # fmt: skip
