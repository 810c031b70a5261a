"""Names of the papers that a leaf may ask for."""

from marketplace.kernel.words import N_

PAPERS: dict[str, str] = {
    "food_safety": N_("Food-safety check of kitchen or stall"),
    "cold_chain": N_("Kept cold on the way"),
    "meat_inspection": N_("Meat inspection stamp"),
    "fishing_permit": N_("Fishing permit"),
    "alcohol_licence": N_("Licence to sell alcohol"),
    "timber_origin": N_("Proof of where the timber is from"),
    "guide_licence": N_("Guide licence"),
    "insurance": N_("Liability insurance"),
    "first_aid": N_("First-aid certificate"),
    "water_safety": N_("Life jackets and water safety"),
    "accommodation_licence": N_("Licence to lodge guests"),
    "child_safety": N_("Child protection rules agreed"),
    "linen_liability": N_("Agreement on lost or damaged linen"),
    "waste_permit": N_("Waste carrier's permit"),
    "vehicle_licence": N_("Driver's and vehicle licence"),
    "animal_welfare": N_("Animals rested and healthy"),
    "forest_permit": N_("Forest produce permit"),
    "mining_permit": N_("Permit to dig sand or stone"),
    "security_licence": N_("Licence to guard"),
}
