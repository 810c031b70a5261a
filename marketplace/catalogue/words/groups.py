"""Names of the ten groups: (full name, short label)."""

from marketplace.kernel.words import N_

GROUPS: dict[str, tuple[str, str]] = {
    "veg": (N_("Vegetables and herbs"), N_("Vegetables")),
    "fruit": (N_("Fruit"), N_("Fruit")),
    "protein": (N_("Eggs, meat, fish and milk"), N_("Eggs and meat")),
    "pantry": (N_("Honey, grain, drinks and preserves"), N_("Honey and grain")),
    "craft": (N_("Crafts, décor and amenities"), N_("Crafts")),
    "guide": (N_("Guiding and experiences"), N_("Guiding")),
    "show": (N_("Music, dance and storytelling"), N_("Music and stories")),
    "laundry": (N_("Laundry, cleaning and sewing"), N_("Laundry and cleaning")),
    "transport": (N_("Transport and hire"), N_("Transport")),
    "fuel": (N_("Firewood, building and garden"), N_("Wood and garden")),
}
