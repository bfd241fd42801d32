"""Whether a sentence can be about conflict at all: a cheap look at its words before any network is asked."""

import re

# Stems, not words: "shell" also lets "shelled" and "shellfire" through.
_STEMS = r"""
abduct ablaze accept accord\b accus aggress agree\b agreed agreement agrees aid\b airdrop airlift airspace
airstrike alert alight allegation allege ambassador ambush amnesty annex arm(?:ed|y|ies|ou?r) army arrest artillery
assail assassin assault asylum atroc attack aveng ballistic banned barracks barrage barricad battalion battl
beat(?:en|ing|\b) behead besieg betray blackmail blam blast blew block blockad blow(?:n|s)?.up bodies bomb border
boycott brigade bullet burn call-up call.for called.for called.on calls.for calls.on captiv captur casualt
cease-fire ceasefire chancell checkpoint civilian clash clos(?:e|ed|es|ing)\b coalition coerc collision combat
command commander commando conced condemn confiscat conflict confront consul convoy cordon corps council coup\b
crackdown cross(?:ed|ing)\b curfew cut\b cuts\b dead\b deadl death defect defen[cds] defus delegat demand demilitar
demolish demonstrat den(?:y|ies|ied) denounc deplor deploy deport destroy detain detention deter(?:s|r|\b) detonat
died dies\b diplom disarm disperse displac dissid donat downed drone embargo embass emir encircl enemy envoy
escalat evacuat evict execut exile exodus expect expel explo expuls extort extradit faction fighter fighting fire\b
fired\b firefight firing fled\b flee\b foil forces foreign.minist fought freed\b freez frontier frontlin froze
garrison gendarm general\b genocid governm governor grenad guerr?ill gunboat gunfire gunm[ae]n gunner gunship
hang(?:ed|ing) harass held helicopter hijack hit\b hits\b hostag hostil houthi imprison incendiar incurs infiltrat
injur insurg intercept interven invad invas jail jamm jets?\b jihad kidnap kill king\b launch legion liberat
lift(?:s|ed|ing)\b loot lynch march(?:ed|es|ing|ers) martyr massacr mediat mercen milit minefield mines?\b minist
missil mob\b mobili[sz] molotov mortar murder mutin nav(?:al|y) negotiat nuclear occup offensiv offer onslaught
opposition ordered orders oust outpost overran overrun pact\b paramilit pardon parliament partisan patrol peace
persecut picket pledg plot(?:s|ted|ters|\b) plunder poison police polit(?:ic|bur) pounded president prison prisoner
promis protest provoc quash raid rallie rallied rally ransom rape rebel rebuff rebuk recalled refugee refus regime
reinforc reject release relief repel repress repris repuls rescu resist restor retaliat retreat retribut reveng
revok revolt revolution rifle riot rocket rout(?:ed|s\b) sabot salut salvo sanction sealed seals seiz send\b
sends\b sent\b sentenced separatis sheikh shell(?:ed|s|ing|fire) shoot shot shots?\b siege skirmish slain slaughter
smuggl sniper soldier solidar sovereign spokes stabb stolen stoned storm(?:ed|ing|s\b) strafe strik struck submarin
suicide summon suppress surrender surround suspend swear swore talks tanks?\b tariff tear.?gas terror threat toll\b
toppl torched tortur treason treaty trench tribe troop truce ultimat union\b unrest uprising urge vandal vengean
veto victim violat violen vow(?:s|ed)\b warfare warhead warn warplane warring wars?\b warship wartime weapon withdr
wound
apolog appeal arson ask(?:s|ed|ing)\b ban(?:s|\b) barrel.bomb board(?:ed|ing)\b bulldoz called.off complain cooperat
criti[cq] deal\b declin discuss drag(?:s|ged)\b drill(?:s|ed)?\b drove\b driven\b escort exchang fights?\b flew\b
flown\b gunned hand(?:s|ed|ing)\b halt injunct machine.gun met\b plea\b
praise propos proscri pulled.out raze(?:s|d)?\b reopen request roadblock sign(?:s|ed)?\b sit-in stabbing trial\b
vigil walk(?:s|ed)?.?out
"""
_WORDS = re.compile(rf"\b(?:re|counter|un|co|over|anti|pre)?-?(?:{'|'.join(_STEMS.split())})", re.IGNORECASE)


def may_tell_conflict(text: str) -> bool:
    """False where no word of the sentence is one that reports of conflict and peace-making are told with.

    It looks at one sentence: of a report that is about conflict, some sentences that tell an act ("the bridge fell")
    do not pass. Who knows the whole report can ask about that instead.
    """
    return _WORDS.search(text) is not None
