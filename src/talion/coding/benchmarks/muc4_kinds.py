"""Kinds of people and things that an act of violence strikes, by the words of a phrase or a sentence."""

import re

_FLAGS = re.IGNORECASE


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", _FLAGS)


SOLDIERS = _words(
    r"army(?! of)|armed forces|troops?|soldiers?|air force|military(?! uniform)|battalions?|brigades?|regiments?|"
    r"garrisons?|barracks|positions?|helicopters?|gunships?|aircraft|patrols?|paratroop\w*|(?:military |army |supply )?"
    r"convoys?|platoons?|enemy|national guard\w*|police(?:m[ae]n|wom[ae]n)?|cops?|detachments?|infantry|cavalry|"
    r"sergeants?|lieutenants?|captains?|corporals?|majors?|colonels?|marines?|cadets?|units?|forces|agents?|officers?|"
    r"command post|base|post"
)
CIVILIANS = _words(
    r"civilians?|peasants?|children|child|wom[ae]n|priests?|nuns?|bishops?|monsignors?|judges?|magistrates?|ministers?|"
    r"senators?|mayors?|governors?|candidates?|students?|teachers?|union\w*|journalists?|newsm[ae]n|reporters?|attorney|"
    r"lawyers?|ambassadors?|embassy|pylons?|towers?|bus(?:es)?|banks?|restaurants?|hotels?|stores?|homes?|houses?|"
    r"residences?|schools?|universit\w+|church\w*|hospitals?|pipelines?|power|electric\w*|bridges?|offices|newspaper|radio"
)
OFFICIALS = _words(
    r"ministers?|senators?|deput(?:y|ies)|congressm[ae]n|legislators?|mayors?|governors?|councilm[ae]n|(?:vice )?"
    r"presidents?|candidates?|politicians?|leaders?|secretar(?:y|ies)|officials?|directors?|chairm[ae]n|activists?|former"
)
BUSINESSES = _words(
    r"stores?|shops?|banks?|restaurants?|hotels?|supermarkets?|compan(?:y|ies)|factor(?:y|ies)|plants?|farms?|"
    r"warehouses?|offices?|buildings?|headquarters|establishments?|drugstores?|theaters?|mills?|crops?|cinema"
)
_FORMER = _words(r"former|retired|ex-?\w+|bodyguards? of")
_REBELS = _words(
    r"guerrill\w*|rebels?|insurgents?|combatants?|fighters?|terrorists?|extremists?|subversives?|militants?|"
    r"traffickers?|cartel|mercenar\w+|columns?|gunm[ae]n|assailants?|attackers?|criminals?|commandos?|assassins?|"
    r"kidnappers?|sharpshooters?|snipers?|killers?|hijackers?|murderers?"
)


def is_armed(words: str) -> bool:
    """Whether the words speak of soldiers or policemen, and of nobody and nothing else."""
    return bool(SOLDIERS.search(words)) and not _FORMER.search(words) and not CIVILIANS.search(words)


def is_rebel(words: str) -> bool:
    """Whether the words speak of an armed band, and of nobody and nothing else."""
    return bool(_REBELS.search(words)) and not CIVILIANS.search(words)


# What a key says of the kind of its targets, by words that say the same.
_OF_THE_KEYS = {
    "LEGAL OR JUDICIAL": _words(r"judges?|magistrates?|justices?|prosecutors?|lawyers?|attorneys?"),
    "DIPLOMAT": _words(r"ambassadors?|consuls?|diplomats?"),
    "SECURITY GUARD": _words(r"guards?|bodyguards?|watchm[ae]n|escorts?"),
    "LAW ENFORCEMENT": _words(r"police(?:m[ae]n)?|detectives?|national guard\w*"),
    "ACTIVE MILITARY": _words(r"soldiers?|troops?|sergeants?|lieutenants?|captains?|majors?|colonels?|generals?"),
    "POLITICAL FIGURE": _words(
        r"candidates?|politicians?|senators?|deput(?:y|ies)|congressm[ae]n|legislators?|councilm[ae]n|"
        r"(?:party|political|opposition|union|labor|popular) (?:\w+ )?leaders?"
    ),
    "GOVERNMENT OFFICIAL": _words(r"ministers?|mayors?|governors?|officials?|presidents?|director|secretary"),
    "CIVILIAN": _words(
        r"civilians?|people|persons?|peasants?|farmers?|priests?|nuns?|bishops?|journalists?|newsm[ae]n|reporters?|"
        r"students?|workers?|teachers?|children|child|girls?|boys?|m[ae]n|wom[ae]n|residents?|passers-?by|pedestrians?|"
        r"tourists?|missionar\w+|engineers?|businessm[ae]n|employees?|unionists?|citizens?|professors?|rectors?|drivers?"
    ),
    "COMMERCIAL": _words(
        r"stores?|shops?|hotels?|restaurants?|supermarkets?|compan(?:y|ies)|dealerships?|factor(?:y|ies)|markets?|mills?"
    ),
    "TRANSPORT VEHICLE": _words(r"cars?|vehicles?|bus(?:es)?|trucks?|planes?|trains?|ambulances?|taxis?"),
    "ENERGY": _words(r"pylons?|poles?|electric\w*|power|high-?(?:tension|voltage)|pipelines?|oil|energy"),
    "TRANSPORTATION ROUTE": _words(r"bridges?|roads?|highways?|railways?|railroads?"),
    "DIPLOMAT OFFICE OR RESIDENCE": _words(r"embass(?:y|ies)|consulates?"),
    "COMMUNICATIONS": _words(r"telephone|radio|television|newspapers?|antennas?"),
    "FINANCIAL": _words(r"banks?"),
    "CIVILIAN RESIDENCE": _words(r"homes?|houses?|residences?|apartments?"),
    "GOVERNMENT OFFICE OR RESIDENCE": _words(r"ministr(?:y|ies)|palace|municipal\w*|city hall|town hall|courthouse"),
    "LAW ENFORCEMENT FACILITY": _words(r"police (?:station|post|headquarters)"),
}


def kinds_of(phrase: str) -> frozenset[str]:
    """The kinds of target, in the words of the keys, that a noun phrase may speak of."""
    return frozenset(kind for kind, words in _OF_THE_KEYS.items() if words.search(phrase))
