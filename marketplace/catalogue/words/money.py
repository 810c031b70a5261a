"""What money is called when an amount is said: the word of each currency."""

from marketplace.kernel.words import N_

MONEY: dict[str, str] = {
    "BWP": N_("pula"),
    "EUR": N_("euros"),
    "KES": N_("shillings"),
    "LSL": N_("maloti"),
    "MZN": N_("meticais"),
    "NAD": N_("Namibian dollars"),
    "NPR": N_("rupees"),
    "RWF": N_("francs"),
    "TZS": N_("shillings"),
    "UGX": N_("shillings"),
    "USD": N_("dollars"),
    "XOF": N_("francs"),
    "ZAR": N_("rand"),
    "ZMW": N_("kwacha"),
}
