"""Words that make a phrase with the name of a state: "Iraqi army", "Iran-backed militias", "US-led strikes"."""

# What stands between a backer and a group: "Iran-backed", "Russian-aligned".
BACKED = frozenset({
    "backed", "supported", "sponsored", "aligned", "allied", "linked", "affiliated", "funded", "financed", "trained",
    "friendly", "armed", "controlled", "directed",
})  # fmt: skip

GROUP_NOUNS = frozenset({
    "militia", "militias", "militiamen", "militiaman", "group", "groups", "militant", "militants", "fighter",
    "fighters", "force", "forces", "faction", "factions", "rebel", "rebels", "proxy", "proxies", "paramilitary",
    "paramilitaries", "insurgents", "separatists", "separatist", "units", "unit", "movement", "movements",
    "organisation", "organisations", "organization", "organizations", "brigades", "network", "networks", "gunmen",
    "troops", "mercenaries", "elements", "combatants",
})  # fmt: skip

GROUP_ADJECTIVES = frozenset({
    "shia", "shiite", "shi", "sunni", "armed", "paramilitary", "militant", "rebel", "proxy", "local", "foreign",
    "regional", "islamist", "separatist", "muslim", "opposition", "terrorist", "militia", "tribal", "kurdish", "other",
    "jihadist", "insurgent", "extremist", "powerful", "several", "hardline",
})  # fmt: skip

LED_NOUNS = GROUP_NOUNS | {"coalition", "alliance", "mission", "campaign", "operation", "strikes"}

# A capital before one of these, capitalised, is a paper, a place or a treaty.
NAMES_SOMETHING_ELSE = frozenset({
    "times", "post", "herald", "tribune", "journal", "gazette", "observer", "university", "airport", "airlines",
    "airways", "province", "governorate", "stock", "chronicle", "examiner", "declaration", "agreement", "convention",
    "accords", "summit", "conference", "international", "metro",
})  # fmt: skip

# What is called after people: behind a person's name, capitalised, one of these makes it the name of a thing.
CALLED_AFTER = frozenset({
    "airport", "international", "memorial", "street", "avenue", "boulevard", "road", "highway", "square",
    "bridge", "dam", "lake", "port", "stadium", "arena", "hospital", "mosque", "cathedral", "university", "college",
    "academy", "school", "institute", "library", "museum", "foundation", "center", "centre", "city", "town", "camp",
    "base", "barracks", "prison", "park", "hall", "house", "tower", "causeway", "neighbourhood", "neighborhood",
    "brigade", "brigades", "battalion", "battalions", "regiment", "division", "prize", "theatre", "theater", "grand",
})  # fmt: skip
# And what stands in front of such a name: "USS Ronald Reagan", "Avenida Fidel Castro".
CALLED_BY_NAME = frozenset({
    "uss", "hms", "ins", "usns", "carrier", "destroyer", "frigate", "corvette", "submarine", "warship", "avenida",
    "calle", "plaza", "rue", "boulevard", "stade", "camp", "fort", "lake", "mount", "operation",
})  # fmt: skip

_ORGANS: dict[str, tuple[str, ...]] = {
    "forces": (
        "army", "military", "forces", "force", "troops", "soldiers", "soldier", "air force", "navy", "warplanes",
        "jets", "marines", "armed forces", "ground forces", "security forces", "special forces", "naval forces",
        "air forces", "defence forces", "defense forces", "defence force", "defense force", "army forces",
        "government forces", "military forces", "occupation forces", "regime forces", "servicemen", "service members",
        "service member", "servicemembers", "military personnel", "fighter jets", "special operations forces",
        "regular army", "national army", "air defences", "air defenses", "air defence forces", "border guards",
        "border guard",
    ),
    "police": ("police", "security services", "intelligence", "police forces", "federal police"),
    "government": (
        "government", "administration", "authorities", "regime", "foreign ministry", "defence ministry",
        "defense ministry", "interior ministry", "ministry of foreign affairs", "ministry of defence",
        "ministry of defense", "parliament", "cabinet", "state department", "central government",
        "federal government", "transitional government", "interim government", "presidency", "defence department",
        "defense department", "department of defense", "treasury", "treasury department", "congress",
        "supreme court", "judiciary", "leadership",
    ),
    "officials": (
        "officials", "official", "diplomats", "diplomat", "ministers", "minister", "leaders", "commanders",
        "commander", "generals", "general", "lawmakers", "military officials", "military official",
        "government officials", "government official", "defence officials", "defense officials", "defence official",
        "defense official", "security officials", "security official", "intelligence officials", "foreign minister",
        "defence minister", "defense minister", "interior minister", "ambassador", "envoy", "spokesman",
        "spokeswoman", "spokesperson", "secretary of state", "secretary of defense", "defence secretary",
        "defense secretary", "state media", "state television", "army officials", "army official",
    ),
    "head": (
        "president", "prime minister", "supreme leader", "leader", "king", "premier", "chancellor", "emir",
        "crown prince", "vice president",
    ),
}  # fmt: skip

# From a phrase that follows "Iraqi" or "Iraq's" to the part of the state that it means.
ORGAN_OF = {phrase: organ for organ, phrases in _ORGANS.items() for phrase in phrases}
ORGAN_STARTS = frozenset(phrase.split(" ")[0] for phrase in ORGAN_OF)
LONGEST_ORGAN = max(phrase.count(" ") for phrase in ORGAN_OF) + 1

# Capitalised words that stand before a name without being a part of it.
TITLES = frozenset({
    "mr", "mrs", "ms", "dr", "president", "premier", "minister", "secretary", "general", "gen", "commander", "leader",
    "ayatollah", "sayyed", "sayyid", "sheikh", "sheik", "marshal", "colonel", "col", "major", "prince", "king",
    "emir", "chancellor", "senator", "director", "chief", "cleric", "imam", "warlord", "field", "candidate",
    "elect",
})  # fmt: skip
BEFORE_NAMES = TITLES | frozenset({
    "in", "from", "for", "and", "but", "to", "since", "with", "both", "while", "when", "across", "inside", "near",
    "around", "after", "before", "against", "why", "how", "if", "as", "at", "of", "on", "into", "that", "between",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "now", "today", "yesterday",
    "meanwhile", "however", "though", "although", "because", "or", "by", "via", "neighbouring", "neighboring",
    "south", "southern", "northern", "eastern", "western", "north", "central", "then", "former", "earlier", "later",
    "under", "did", "does", "has", "will", "would", "can", "is", "was", "says", "said", "like", "what", "where",
    "what's", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
})  # fmt: skip
