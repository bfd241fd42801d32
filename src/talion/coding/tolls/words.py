"""The words of tolls in English, cut into kinds for the grammar in `tolls`: effects, people, and what is no person."""

from functools import cache

from talion.coding.parsing.shapes import Kinds, words_of

# DONE killed, wounded, detained; DOING killing; DOES kills; DIED died; DEAD dead, missing; DEATHS deaths, injuries;
# DEATHOF
# the killing, the arrest (of). COUNTED is a whole "at least 25 people", BARE a number alone, THING a counted noun
# that is not
# known to be people, ONE_ "a soldier", THE_ "the commander", PLURAL_ "soldiers", NAME_ a person's name, HIM a pronoun,
# OFTHEM "three of them", ING the "guarding" of "a soldier guarding the gate";
# SUM a counted "deaths", LIVES a counted "lives", BODIES a counted "bodies"; SPEAK "spoke",
# PUT "put (its dead at)", LOSSES "losses", LIMB "(shot in the) leg".
KINDS = Kinds(
    (
        "DONE", "DOING", "DOES", "DIED", "DIE", "DEAD", "DEATHS", "DEATHOF", "TOLL", "CLAIM", "LIVES", "BODIES",
        "BODY", "LEFT",
        "BE", "HAVE", "MAY", "WILL", "NOT", "WITHOUT", "NOONE", "ANYONE", "DO", "TO", "AND", "OR", "COMMA", "STOP",
        "OPEN",
        "CLOSE", "INCL", "AMONG", "OF", "THEM", "PREP", "BY", "REL", "ADV", "HEDGE", "IF", "THE", "A", "NUMBER",
        "VAGUE",
        "MOD", "PERSON", "PEOPLE", "UNIT", "MONTH", "RISE", "AT", "REPORT", "HIM", "SELF", "OTHERS", "MORE", "ALL",
        "MOST", "DASH",
        "COUNTED", "BARE", "THING", "ONE_", "THE_", "PLURAL_", "NAME_", "OFTHEM", "SUM", "LIVESUM", "BODYSUM",
        "VERB", "ING", "LOST", "WHOSE",
        "LIFE", "CUSTODY", "TAKE", "SUFFER", "INJURY", "FREE", "TIMEWORD", "SPEAK", "PUT", "LOSSES", "LIMB", "AS",
        "OTHER",
    )
)  # fmt: skip

_DONE = {
    "killed": "killed slain slew murdered martyred assassinated massacred slaughtered beheaded butchered lynched "
    "executed electrocuted gassed neutralised neutralized liquidated",
    "injured": "injured wounded maimed hospitalised hospitalized",
    "captured": "captured detained arrested abducted kidnapped apprehended imprisoned jailed interned",
    "seized": "seized nabbed rounded",
    "harmed": "harmed hurt",
}
_DOING = {
    "killed": "killing murdering slaying martyring assassinating massacring slaughtering beheading executing",
    "injured": "injuring wounding maiming hurting",
    "captured": "capturing detaining arresting abducting kidnapping apprehending",
    "seized": "seizing",
}
_DOES = {
    "killed": "kill kills murder murders slay slays assassinate massacre martyr execute executes behead beheads "
    "slaughter slaughters",
    "injured": "injure injures wound wounds hurt hurts maim maims",
    "captured": "capture captures detain detains arrest arrests abduct abducts kidnap kidnaps",
}
_DEATHS = {
    "killed": "deaths fatalities killings murders assassinations executions",
    "injured": "injuries woundings",
    "captured": "arrests detentions abductions kidnappings captures",
    "casualties": "casualties casualty",
}
_DEATHOF = {
    "killed": (
        "killing killings death deaths murder murders assassination slaying execution massacre martyrdom beheading"
    ),
    "injured": "wounding injury injuring injuries",
    "captured": "arrest arrests capture detention abduction kidnapping kidnappings",
}
_CIVIL = words_of(
    "civilian child woman girl boy baby infant toddler teenager student pupil schoolchild schoolgirl schoolboy "
    "journalist reporter cameraman villager resident worshipper passenger bystander pedestrian farmer shepherd "
    "worker doctor nurse paramedic medic teacher contractor shopkeeper pilgrim refugee migrant protester "
    "protestor demonstrator tourist aid-worker patient parent mother father daughter son sister brother wife "
    "husband grandmother grandfather relative peasant merchant trader driver labourer laborer miner engineer "
    "mourner shopper commuter motorist inhabitant settler activist lawyer judge priest cleric imam nun bishop "
    "missionary politician councillor candidate minister lawmaker mp senator mayor deputy ambassador diplomat "
    "rescuer docker railwayman fisherman seaman newsman fireman clergyman prosecutor magistrate attorney professor "
    "rector academic "
    "unionist watchman jesuit businessman photographer editor writer actor singer volunteer humanitarian "
    "passer-by passerby guest vendor cook cleaner translator interpreter youngster youth")  # fmt: skip
_ARMED = words_of(
    "soldier trooper fighter militant insurgent rebel gunman militiaman terrorist guerrilla guerilla jihadist "
    "jihadi marine airman sailor serviceman servicewoman commando paratrooper sniper combatant commander "
    "sergeant lieutenant captain colonel general corporal private major brigadier bomber attacker assailant "
    "extremist subversive separatist paramilitary hijacker mercenary recruit conscript warlord pilot crewman "
    "infantryman ranger legionnaire reservist facilitator kidnapper operative infiltrator")  # fmt: skip
_ANYBODY = words_of(
    "person individual victim man male female suspect officer policeman policewoman guard leader member "
    "official hostage captive prisoner detainee inmate citizen national native official chief head aide "
    "bodyguard founder spokesman employee staffer peacekeeper occupant associate accomplice adult foreigner "
    "expatriate supporter follower figure agent spy informant dealer trafficker smuggler criminal bandit "
    "robber suspect elder tribesman clansman partisan defender defendant scientist president governor director "
    "manager secretary adviser advisor consultant cop constable warden ringleader mastermind candidate owner "
    "relative friend neighbour neighbor local traveller traveler survivor deserter defector escort maker "
    "coordinator manufacturer financier planner organiser organizer builder courier propagandist recruiter "
    "propagator instigator specialist expert strategist scientist technician gunner scout looter rioter "
    "loyalist cadre sympathiser sympathizer")  # fmt: skip
_IRREGULAR = {
    "child": "children", "woman": "women", "man": "men", "gunman": "gunmen", "policeman": "policemen",
    "policewoman": "policewomen",
    "schoolchild": "schoolchildren", "baby": "babies", "fisherman": "fishermen", "businessman": "businessmen",
    "railwayman": "railwaymen", "seaman": "seamen", "newsman": "newsmen",
    "fireman": "firemen", "clergyman": "clergymen", "watchman": "watchmen",
    "spy": "spies",
    "cameraman": "cameramen", "militiaman": "militiamen", "serviceman": "servicemen", "servicewoman": "servicewomen",
    "airman": "airmen", "crewman": "crewmen", "infantryman": "infantrymen", "tribesman": "tribesmen",
    "clansman": "clansmen",
    "passer-by": "passers-by", "passerby": "passersby",
    "person": "people", "spokesman": "spokesmen", "mercenary": "mercenaries", "missionary": "missionaries",
    "secretary": "secretaries",
    "deputy": "deputies", "paramilitary": "paramilitaries", "witness": "witnesses",
}  # fmt: skip
_PLURAL_ONLY = {
    True: "folk noncombatants non-combatants townspeople townsfolk schoolkids kids crowd family households",
    False: "troops personnel infantry cadets",
    None: (
        "people persons police policemen staff crew members prisoners pows nationals adherents others dead "
        "wounded martyrs elements"
    ),
}
# What is counted near violence and is nobody.
_THINGS = words_of(
    "animal camel cow cattle sheep goat horse dog donkey chicken vehicle car truck tank bus van lorry "
    "motorcycle motorbike bicycle boat ship vessel aircraft plane helicopter drone jet house home building "
    "shop store school hospital mosque church bridge road village town city area region block group "
    "organisation organization company agency unit ministry university province district base post position "
    "checkpoint camp outpost rocket missile mortar shell bomb grenade round bullet rifle gun weapon pistol "
    "launcher device mine ied cache kilogram gram ton tonne pound litre liter gallon barrel kilometre "
    "kilometer mile metre meter foot inch acre hectare dollar euro percent per cent percentage time day week "
    "month year hour minute second attack strike raid clash incident operation explosion blast shot bullet "
    "wound hit case charge count occasion round document computer phone radio bag box crate tree crop field "
    "tent container warehouse oilfield well pipeline plant factory ak-47 embassy consulate airport port "
    "station train truckload convoy fort site target compound storey floor room degree point seat vote nation "
    "country state resolution article law province billion rpg uav magazine ak-47s rpgs ieds radios system "
    "report territory settlement neighbourhood")  # fmt: skip
_PREPS = words_of(
    "in into on at from near with within into across during after before since until for against around "
    "outside inside under over through throughout between along off upon amid beside besides behind beyond "
    "toward towards aboard via than about above below up down out onto following despite "
    "like per late early ")  # fmt: skip
_TIMEWORDS = words_of(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight overnight ago "
    "last this that these those next earlier later so far there here now then")  # fmt: skip
_VERBS = words_of(
    "say said says told tell tells allege alleged alleges believe claim vow vowed warn warned warns insist "
    "insisted reported fired opened attacked hit struck destroyed blew exploded detonated ambushed "
    "stormed carried launched used found recovered discovered identified conducted targeted engaged began took "
    "made went came received remained managed fled escaped damaged burned burnt torched shelled bombed "
    "bombarded raided surrendered confirmed claimed denied added announced returned responded called "
    "searched suffered sustained ordered sent brought held ran rose stood reached treated evacuated "
    "transferred taken rescued freed released shot gunned mowed hacked beaten stabbed blown dropped "
    "crashed fell set tried attempted according suspected armed unarmed")  # fmt: skip


@cache
def lexicon() -> dict[str, tuple[str, object]]:
    """Lower-case word to kind and value; a person word's value is (civilian, is plural)."""
    words: dict[str, tuple[str, object]] = {}

    def add(kind: str, listed: str | list[str], value: object = None) -> None:
        for word in listed.split() if isinstance(listed, str) else listed:
            words[word] = (kind, word if value is None else value)

    for thing in _THINGS:
        for form in (thing, _plural(thing)):
            words[form] = ("UNIT", form)
    for civilian, listed in ((True, _CIVIL), (None, _ANYBODY), (False, _ARMED)):
        for one in listed:
            words[one] = ("PERSON", (civilian, False))
            words[_plural(one)] = ("PERSON", (civilian, True))
    for known, many in _PLURAL_ONLY.items():
        for one in many.split():
            words[one] = ("PERSON", (known, True))
    words["expert"] = words["specialist"] = ("PERSON", (None, False))
    words["family"] = ("PERSON", (True, False))
    words["families"] = ("PERSON", (True, True))
    add("PREP", _PREPS)
    words["forces"] = ("OTHER", "forces")
    add("FREE", "because while when where though although so but yet")
    add("TIMEWORD", _TIMEWORDS)
    add("VERB", _VERBS)
    for table, kind in (
        (_DOES, "DOES"),
        (_DEATHOF, "DEATHOF"),
        (_DEATHS, "DEATHS"),
        (_DOING, "DOING"),
        (_DONE, "DONE"),
    ):
        for effect, text in table.items():
            add(kind, text, effect)
    words |= {"hurt": ("DONE", "injured"), "hurting": ("DOING", "injured")}
    add("DEATHOF", "throat throats", "killed")  # "cut the throats of nine villagers"
    add("SPEAK", "spoke speaks speaking spoken")
    add("PUT", "put puts putting")
    add("LOSSES", "losses", "killed")
    add("LIMB", "leg legs thigh knee ankle arm shoulder elbow stomach abdomen", "injured")
    add("AS", "as")
    add("DIED", "died perished succumbed drowned", "killed")
    add("DIE", "die dies dying perish", "killed")
    add("DEAD", "dead lifeless", "killed")
    add("DEAD", "missing unaccounted", "missing")
    add("CUSTODY", "custody prisoner hostage captive")
    add("TAKE", "took taken taking takes", "captured")
    words |= {
        "dead": ("DEAD", "killed"),
        "wounded": ("DONE", "injured"),
        "martyrs": ("DEATHS", "killed"),
        "corpses": ("BODIES", "bodies"),
    }
    add("TOLL", "toll tally number numbers count")
    add("CLAIM", "claimed claiming claims cost costing costs")
    add("LIVES", "lives")
    add("LIFE", "life")
    add("LOST", "lost losing lose loss")
    add("BODIES", "bodies corpses")
    add("BODY", "body corpse")
    add("LEFT", "left leaving leaves leave")
    add("BE", "was were is are been be being got")
    add("HAVE", "has have had having")
    add("MAY", "may might could")
    add("WILL", "will would shall should can must ought")
    add("NOT", "not never neither nor n't")
    add("WITHOUT", "without")
    add("NOONE", "nobody noone none")
    add("ANYONE", "anyone anybody any")
    add("DO", "do does did don't didn't doesn't")
    add("TO", "to")
    add("AND", "and & plus")
    add("OR", "or")
    add("INCL", "including include includes included")
    add("AMONG", "among amongst")
    add("OF", "of")
    add("THEM", "them whom")
    add("BY", "by")
    add("REL", "who which that whose")
    words["those"] = ("THEM", "those")
    add(
        "ADV",
        "also instantly immediately later subsequently eventually critically seriously severely slightly lightly badly "
        "mortally fatally already still then now only just either themselves together soon brutally allegedly",
    )
    add(
        "HEDGE",
        "reportedly allegedly apparently presumably presumed believed thought feared reported possibly "
        "probably perhaps "
        "purportedly supposedly unconfirmed",
    )
    add("IF", "if unless whether")
    add("THE", "the his her its their our these this")
    add("THEM", "those")
    add("A", "a an another one")
    add(
        "MONTH",
        "january february march april june july august september october november december jan feb mar apr "
        "jun jul aug sep sept oct nov dec",
    )
    add(
        "RISE",
        "rose rises risen rise rising climbed climbs climbing jumped grew increased raised raising brought bringing "
        "stands stood stand standing reached reaches reaching hit topped passed passes surpassed exceeded "
        "revised updated now",
    )
    add("AT", "at")
    add("REPORT", "report reports word indication indications details")
    add("HIM", "him her he she")
    add("SELF", "himself herself themselves itself")
    add("OTHERS", "others")
    add("MORE", "more other additional further extra fellow")
    add("ALL", "all both")
    add("MOST", "most mostly mainly half")
    add("SUFFER", "suffered sustained sustaining suffering receiving received")
    add("INJURY", "injury wounds", "injured")
    return words


def _plural(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(("s", "x", "sh", "ch")):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeou":
        return word[:-1] + "ies"
    return word + "s"


TITLES = frozenset(
    words_of(
        "mr mrs ms dr gen maj lt col sgt capt cpl pvt brig adm cmdr st rev sen gov rep prof maj-gen lt-gen "
        "no u.s jan feb mar apr jun jul aug sep sept oct nov dec supt insp det capt adm"
    )
)
