"""How each kind of act is put into words, by its weapon, mode and type."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from talion.records import Event


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of act is put into words: "fired rockets" + "at" + whom, and as a noun with its preposition.

    `after` follows the object ("struck X from the air"). `noun` is one act, `nouns` several.
    """

    past: str
    base: str
    perfect: str
    noun: str
    nouns: str
    to: str = ""
    of: str = "on"
    after: str = ""


def _regular(past: str, base: str, noun: str, *, to: str = "", of: str = "on", nouns: str = "", after: str = "",
             perfect: str = "") -> Wording:  # fmt: skip
    return Wording(past, base, perfect or past, noun, nouns or noun + "s", to, of, after)


# Weapons as words that a coder writes, tried in this order against `weapon` and `mode` of an act of force.
WEAPONS: tuple[tuple[str, Wording], ...] = (
    ("suicide", _regular("attacked", "attack", "suicide attack", after="in a suicide attack")),
    ("drone|unmanned|uav", _regular("struck", "strike", "drone strike", after="by drone")),
    ("rocket", _regular("fired rockets", "fire rockets", "rocket attack", to="at")),
    ("missile", _regular("fired missiles", "fire missiles", "missile attack", to="at")),
    ("mortar", _regular("fired mortars", "fire mortars", "mortar attack", to="at")),
    ("artillery|shell|tank|howitzer", _regular("shelled", "shell", "bombardment", of="of")),
    ("air.?strike|aircraft|air|jet|warplane|helicopter|aerial",
     _regular("struck", "strike", "air strike", after="from the air")),
    ("car bomb|vehicle", _regular("attacked", "attack", "car bombing", of="of", after="with a car bomb")),
    ("roadside|ied|mine", _regular("attacked", "attack", "roadside bombing", of="of", after="with a roadside bomb")),
    ("bomb|explosi|grenade", _regular("bombed", "bomb", "bombing", of="of")),
    ("knife|stab|blade", _regular("stabbed", "stab", "stabbing", of="of")),
    ("ram", _regular("rammed", "ram", "ramming", of="of")),
    ("firearm|gun|rifle|small arms|sniper|shoot", _regular("fired", "fire", "gun attack", to="on")),
    ("raid|ground|incursion", _regular("raided", "raid", "raid")),
    ("arson|fire|burn", _regular("set fire", "set fire", "arson attack", to="to")),
    ("cyber", _regular("attacked", "attack", "cyber attack", after="by computer")),
    ("chemical|unconventional|gas",
     _regular("attacked", "attack", "attack with unconventional weapons", nouns="attacks with unconventional weapons",
              after="with unconventional weapons")),
    ("heavy", _regular("attacked", "attack", "attack with heavy weapons", nouns="attacks with heavy weapons",
                       after="with heavy weapons")),
)  # fmt: skip
# PLOVER's actions, and those of its modes that need words of their own.
WORDINGS: Mapping[tuple[str, str], Wording] = {
    ("ASSAULT", ""): _regular("attacked", "attack", "attack"),
    ("ASSAULT", "abduct"): _regular("abducted", "abduct", "abduction", of="of"),
    ("ASSAULT", "assassinate"): _regular("carried out a targeted attack", "carry out a targeted attack",
                                         "targeted attack", to="on"),
    ("ASSAULT", "targeted"): _regular("carried out a targeted attack", "carry out a targeted attack",
                                      "targeted attack", to="on"),
    ("ASSAULT", "beat"): _regular("beat", "beat", "beating", of="of", perfect="beaten"),
    ("ASSAULT", "torture"): _regular("tortured", "torture", "act of torture", nouns="acts of torture", of="against"),
    ("ASSAULT", "execute"): _regular("executed", "execute", "execution", of="of"),
    ("ASSAULT", "sexual"): _regular("committed sexual violence", "commit sexual violence", "act of sexual violence",
                                    nouns="acts of sexual violence", to="against", of="against"),
    ("ASSAULT", "massacre"): _regular("carried out a mass killing", "carry out a mass killing", "mass killing",
                                      to="of", of="of"),
    ("ASSAULT", "cleansing"): _regular("drove out", "drive out", "expulsion by force", of="of",
                                       nouns="expulsions by force", perfect="driven out"),
    ("ASSAULT", "seize"): _regular("seized", "seize", "seizure", of="of"),
    ("COERCE", ""): _regular("used coercion", "use coercion", "act of coercion", nouns="acts of coercion",
                             to="against", of="against"),
    ("COERCE", "arrest"): _regular("arrested", "arrest", "arrest", of="of"),
    ("COERCE", "ban"): _regular("banned", "ban", "ban"),
    ("COERCE", "curfew"): _regular("imposed a curfew", "impose a curfew", "curfew", to="on"),
    ("COERCE", "deport"): _regular("deported", "deport", "deportation", of="of"),
    ("COERCE", "martial-law"): _regular("imposed martial law", "impose martial law", "imposition of martial law",
                                        nouns="impositions of martial law", to="on"),
    ("COERCE", "restrict"): _regular("put restrictions", "put restrictions", "restriction", to="on"),
    ("COERCE", "seize"): _regular("seized", "seize", "seizure", of="of"),
    ("COERCE", "censor"): _regular("censored", "censor", "act of censorship", nouns="acts of censorship", of="against"),
    ("COERCE", "cyber"): _regular("attacked", "attack", "cyber attack", after="by computer"),
    ("SANCTION", ""): _regular("imposed sanctions", "impose sanctions", "imposition of sanctions",
                               nouns="impositions of sanctions", to="on"),
    ("SANCTION", "designate"): _regular("designated", "designate", "designation", of="of"),
    ("SANCTION", "designation"): _regular("designated", "designate", "designation", of="of"),
    ("SANCTION", "expel"): _regular("expelled", "expel", "expulsion", of="of"),
    ("SANCTION", "convict"): _regular("convicted", "convict", "conviction", of="of"),
    ("SANCTION", "withdraw"): _regular("withdrew", "withdraw", "withdrawal", to="from", of="from",
                                       perfect="withdrawn"),
    ("SANCTION", "discontinue"): _regular("broke off cooperation", "break off cooperation",
                                          "break in cooperation", nouns="breaks in cooperation",
                                          to="with", of="with", perfect="broken off cooperation"),
    ("MOBILIZE", ""): _regular("mobilised forces", "mobilise forces", "mobilisation", to="against", of="against"),
    ("MOBILIZE", "troops"): _regular("mobilised troops", "mobilise troops", "mobilisation of troops", to="against",
                                     nouns="mobilisations of troops", of="against"),
    ("MOBILIZE", "police"): _regular("deployed police", "deploy police", "deployment of police", to="against",
                                     nouns="deployments of police", of="against"),
    ("PROTEST", ""): _regular("protested", "protest", "protest", to="against", of="against"),
    ("PROTEST", "demo"): _regular("demonstrated", "demonstrate", "demonstration", to="against", of="against"),
    ("PROTEST", "riot"): _regular("rioted", "riot", "riot", to="against", of="against"),
    ("PROTEST", "strike"): _regular("went on strike", "go on strike", "labour strike", to="against", of="against",
                                    perfect="gone on strike"),
    ("PROTEST", "hunger"): _regular("went on hunger strike", "go on hunger strike", "hunger strike", to="against",
                                    of="against", perfect="gone on hunger strike"),
    ("PROTEST", "boycott"): _regular("boycotted", "boycott", "boycott", of="of"),
    ("PROTEST", "obstruct"): _regular("blocked", "block", "blockade", of="of"),
    ("THREATEN", ""): _regular("threatened", "threaten", "threat", of="against"),
    ("THREATEN", "warn"): _regular("warned", "warn", "warning", of="to"),
    ("REJECT", ""): _regular("rejected a demand", "reject a demand", "rejection", to="of", of="of"),
    ("REJECT", "meet"): _regular("refused to meet", "refuse to meet", "refusal to meet",
                                 nouns="refusals to meet", of=""),
    ("REJECT", "yield"): _regular("refused to yield", "refuse to yield", "refusal to yield", to="to",
                                  nouns="refusals to yield", of="to"),
    ("REJECT", "assist"): _regular("refused to help", "refuse to help", "refusal to help",
                                   nouns="refusals to help", of=""),
    ("REJECT", "change"): _regular("refused to change course", "refuse to change course", "refusal to change course",
                                   nouns="refusals to change course", to="toward", of="toward"),
    ("ACCUSE", ""): _regular("accused", "accuse", "accusation", of="against"),
    ("ACCUSE", "disapprove"): _regular("condemned", "condemn", "condemnation", of="of"),
    ("ACCUSE", "investigate"): _regular("opened an investigation", "open an investigation", "investigation",
                                        to="of", of="of"),
    ("REQUEST", ""): _regular("made a demand", "make a demand", "demand", to="of", of="of"),
    ("REQUEST", "meet"): _regular("asked to meet", "ask to meet", "request to meet", nouns="requests to meet", of=""),
    ("REQUEST", "assist"): _regular("asked for help", "ask for help", "request for help", nouns="requests for help",
                                    to="from", of="to"),
    ("RETREAT", ""): _regular("pulled back", "pull back", "retreat", to="before", of="before"),
    ("RETREAT", "ceasefire"): _regular("declared a ceasefire", "declare a ceasefire", "ceasefire", to="with",
                                       of="with"),
    ("RETREAT", "withdraw"): _regular("withdrew forces", "withdraw forces", "withdrawal", to="before", of="before",
                                      perfect="withdrawn forces"),
    ("RETREAT", "release"): _regular("released", "release", "release", of="of"),
    ("RETREAT", "disarm"): _regular("disarmed", "disarm", "disarmament", of="of"),
    ("RETREAT", "return"): _regular("returned", "return", "return", of="of"),
    ("RETREAT", "access"): _regular("gave access", "give access", "grant of access", nouns="grants of access",
                                    to="to", of="to", perfect="given access"),
    ("RETREAT", "ease"): _regular("eased restrictions", "ease restrictions", "easing of restrictions", to="on",
                                  nouns="easings of restrictions"),
    ("AID", "military"): _regular("gave military aid", "give military aid", "military aid delivery", to="to", of="to",
                                  perfect="given military aid", nouns="military aid deliveries"),
    ("AID", ""): _regular("gave aid", "give aid", "aid delivery", to="to", of="to", perfect="given aid",
                          nouns="aid deliveries"),
    ("COOPERATE", ""): _regular("cooperated", "cooperate", "act of cooperation", to="with", of="with",
                                nouns="acts of cooperation"),
    ("CONCEDE", ""): _regular("made a concession", "make a concession", "concession", to="to", of="to"),
    ("SUPPORT", ""): _regular("declared support", "declare support", "declaration of support", to="for", of="for",
                              nouns="declarations of support"),
    ("CONSULT", ""): _regular("held talks", "hold talks", "meeting", to="with", of="with"),
    ("CONSULT", "visit"): _regular("visited", "visit", "visit", of="to"),
    ("CONSULT", "phone"): _regular("spoke by telephone", "speak by telephone", "telephone call", to="with", of="with",
                                   perfect="spoken by telephone"),
    ("AGREE", ""): _regular("made an agreement", "make an agreement", "agreement", to="with", of="with"),
}  # fmt: skip
# Actions that are words rather than deeds.
WORDS = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def is_word(event: Event) -> bool:
    """Whether an event is words (a threat, a demand, an accusation) or told only as intended, denied or imagined."""
    return event.action in WORDS or event.status in {"threatened", "planned", "denied", "hypothetical"}


def wording_of(event: Event) -> Wording:
    """The words for an act: by its weapon, else its mode, else its action."""
    mode = (event.mode or "").lower()
    if event.action == "ASSAULT":
        if ("ASSAULT", mode) in WORDINGS and mode:
            return WORDINGS["ASSAULT", mode]
        for told in (event.weapon, event.mode):
            for pattern, wording in WEAPONS:
                if told and re.search(rf"\b(?:{pattern})", told.lower()):
                    return wording
    if event.action == "THREATEN" and says(event, "warn"):
        return WORDINGS["THREATEN", "warn"]
    return WORDINGS.get((event.action, mode)) or WORDINGS[event.action, ""]


def says(event: Event, verb: str) -> bool:
    """Whether the report's own verb for the act begins so ("warned", "calls")."""
    return any(mark.what == "act" and mark.passage.quote.lower().startswith(verb) for mark in event.marks)


def content_of(event: Event) -> str | None:
    """What words are about, as written: what was called for, threatened or demanded."""
    if event.thing or event.issue:
        return event.thing or event.issue
    if event.recipients or event.action not in WORDS:
        return None
    # Somebody "called for resistance": the object of the words is no party, and stands in its mark alone.
    return next((mark.passage.quote for mark in event.marks if mark.what == "recipient"), None)
