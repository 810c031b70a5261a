"""A price file that is sent in: which country it is of, and why lines were left."""

from marketplace.catalogue.rules.price_lines import Left
from marketplace.forms.base import HouseForm, TextField
from marketplace.kernel.words import N_

REASONS = {
    Left.FORECAST: N_("a forecast: nobody has paid it yet"),
    Left.IN_THE_FUTURE: N_("the day has not come yet"),
    Left.NO_COUNTRY: N_("no country that is known here"),
    Left.NO_DAY: N_("no day that can be read"),
    Left.NO_MARKET: N_("no market"),
    Left.NO_PRICE: N_("no price above nothing"),
    Left.ORDER_OF_DAY: N_("day and month cannot be told apart"),
    Left.OUTLIER: N_("ten times its series' middle or more, or a tenth or less"),
    Left.TOO_OLD: N_("over twelve months before its series' newest price"),
    Left.TWO_PRICES: N_("another price for the same market and day stands before it"),
    Left.UNKNOWN_COMMODITY: N_("a commodity that is no leaf here"),
    Left.UNKNOWN_CURRENCY: N_("a currency that is not known"),
    Left.UNKNOWN_LEVEL: N_("neither retail, wholesale nor farm gate"),
    Left.UNKNOWN_UNIT: N_("a unit that is not known, or not for this commodity"),
}
NO_FILE = N_("Please choose a file.")
NO_SUCH_COUNTRY = N_("A country is three letters, like KEN.")
UNREADABLE = N_("This is no price file that can be read.")


class PriceFileForm(HouseForm):
    """The country, for a file that does not name its own."""

    country = TextField(N_("Country in three letters, if the file does not say"), most=3,
                        needed=False)  # fmt: skip
