"""Sentences written only from records: each remembers the passages that its words rest on.

A motive is never given in our own voice: the words "retaliation" and "reprisal" occur only where somebody is quoted.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from talion.records import Assessment, Blame, Claim, DateSpan, Doubt, Estimate, Event, Link, Passage, Relation, Speaker
from talion.views.day_words import between, said_day, said_span, said_when
from talion.views.sentences import (
    MOTIVE,
    PLURAL,
    Cast,
    Part,
    Run,
    Sentence,
    as_written,
    counted,
    listed,
    marked,
    quote,
    sentence,
)
from talion.views.toll_words import named_in, said_count, tell_toll
from talion.views.wordings import WORDS, Wording, content_of, says, wording_of


def tell_where(event: Event, cast: Cast) -> str:
    """Where an act took place, with "in": "in Qaim (Iraq) and Syria"; "" where no place of the act is known."""
    places = [place for place in event.places if place.role in {"act", "target"} and place.name]
    towns = [place for place in places if place.precision not in {"country", "region"}]
    covered = {place.country for place in towns if place.country}
    thing = (event.thing or "").lower()
    by_country: dict[str | None, list[str]] = {}
    for place in places:
        if place.name.lower() in thing or (place.precision == "country" and place.country in covered):
            continue
        country = cast.country(place.country) or next(
            (other.name for other in places if other.precision == "country" and other.country == place.country), None
        )
        if place in towns and country and country.lower() not in place.name.lower():
            by_country.setdefault(country, []).append(place.name)
        else:
            by_country.setdefault(None, []).append(place.name)
    names = [
        listed(list(dict.fromkeys(inside))) + (f" ({country})" if country else "")
        for country, inside in by_country.items()
    ]
    return f"in {listed(names)}" if names else ""


def tell_event(event: Event, cast: Cast, *, with_day: bool = True) -> Sentence:
    """One act as a sentence: when, who, what, whom, where, at what cost, and how many reports say so."""
    marks = event.marks
    when = said_when(event, with_day=with_day)
    start: list[Part] = [marked(marks, when, "when", "time_of_day"), ", "] if when else []
    where = tell_where(event, cast)
    place: list[Part] = [" ", marked(marks, where, "place")] if where else []
    toll = tell_toll(event.toll, cast, marks=marks)
    cost: list[Part] = ["; ", *toll] if toll else []
    blamed = event.attribution.says == "blamed" and bool(event.actors)
    if not event.directed and (event.actors or event.recipients):
        both = [*event.actors, *event.recipients]
        fought = "fought each other" if event.is_force else f"were two sides of {_a(wording_of(event).noun)}"
        middle: list[Part] = [marked(marks, cast.names(both), "actor", "recipient"), f" {fought}"]
        end: list[Part] = ["; who acted is not recorded"]
    elif event.actors and not blamed:
        middle, end = _active(event, cast), []
        if event.attribution.says == "claimed":
            end = [f"; {'they' if cast.is_plural(event.actors) else 'it'} claimed it"]
    else:
        middle, end = _as_noun(event, cast, blamed=blamed), []
        if not event.actors and not event.attribution.unclaimed and not event.attribution.blames:
            end = ["; who did it is not said"]
    return sentence(start, middle, place, cost, _says_who(event), end)


def _says_who(event: Event) -> list[Part]:
    if event.origin:
        return [f", as {event.origin} records it"]
    n = len(set(event.reports))
    if not n:
        return []
    return [f", {counted(n, 'report')} {'says' if n == 1 else 'say'}"]


def _object(event: Event, cast: Cast) -> tuple[list[Part], list[Part]]:
    """Whom or what the act was on, and what is added behind it."""
    marks = event.marks
    whom = cast.names(event.recipients)
    recipient = marked(marks, whom, "recipient")
    said = content_of(event) if event.action in WORDS else event.thing
    if not said:
        return ([recipient] if whom else []), []
    thing = as_written(said, marks=marks)
    if event.action in WORDS or event.status == "threatened":
        quoted = quote(said)
        return ([recipient] if whom else []), [": ", Run(quoted.text, "thing", thing.passages, True)]
    if event.action in {"SANCTION", "AID"}:
        if said.casefold() in wording_of(event).past.casefold():
            return ([recipient] if whom else []), []
        quoted = quote(said)
        tail: list[Part] = [" ", Run(quoted.text, "thing", thing.passages, True)]
        is_named_so = bool(whom) and event.mode == "designate"  # "designated X “a terrorist organisation”"
        return ([recipient] if whom else []), tail if is_named_so else [" (", tail[1], ")"]
    if not whom or all(named_in(recipient, said, cast) for recipient in event.recipients):
        return [thing], []
    if event.is_force or event.action == "COERCE":
        return [thing], [" (against ", recipient, ")"]
    return [recipient], [", concerning ", thing]


def _is_several(event: Event) -> bool:
    return event.acts.low is None or event.acts.low > 1


def _run_of_acts(event: Event, wording: Wording) -> str:
    """ "five air strikes", "at least two air strikes", "a run of air strikes, number not given,"."""
    if not event.acts.is_known or ((event.acts.low or 0) <= 2 and event.acts.high is None):
        return f"a run of {wording.nouns}, number not given,"
    return f"{said_count(event.acts)} {wording.nouns}"


def _active(event: Event, cast: Cast) -> list[Part]:
    marks, wording = event.marks, wording_of(event)
    who = marked(marks, cast.names(event.actors), "actor")
    whom, behind = _object(event, cast)
    several = cast.is_plural(event.actors)
    has, is_ = ("have", "are") if several else ("has", "is")

    def act(verb: str, to: str, after: str = "") -> list[Part]:
        parts: list[Part] = [" ", marked(marks, verb, "act", "weapon", "status")]
        if whom:
            parts += [f" {to} " if to else " ", *whom]
        elif not to and not _STANDS_ALONE.search(verb):
            parts = [" ", marked(marks, f"made {_a(wording.noun)}", "act", "weapon", "status")]
        return [*parts, f" {after}" if after else "", *behind]

    content = content_of(event)
    calls = event.action == "REQUEST" or (event.action == "THREATEN" and says(event, "call"))
    if calls and content and event.status in {"done", "threatened"}:
        thing = Run(quote(content).text, "thing", marked(marks, "", "thing", "issue").passages, True)
        on: list[Part] = [" on ", marked(marks, cast.names(event.recipients), "recipient")] if event.recipients else []
        if on:
            return [who, " ", marked(marks, "called", "act"), on, " for ", thing]
        return [who, " ", marked(marks, "called for", "act"), " ", thing]
    match event.status:
        case "threatened" if event.action not in WORDS:
            return [who, *act(f"threatened to {wording.base}", wording.to, wording.after)]
        case "planned":
            return [who, *act(f"planned to {wording.base}", wording.to, wording.after)]
        case "attempted":
            return [who, *act(f"tried to {wording.base}", wording.to, wording.after)]
        case "foiled":
            return [who, *act(f"tried to {wording.base}", wording.to, wording.after), "; the attempt was foiled"]
        case "hypothetical":
            return [who, f" {is_} spoken of as able or likely to", *act(wording.base, wording.to, wording.after)]
        case "denied":
            return ["it is denied that ", who, *act(wording.past, wording.to, wording.after)]
        case "habitual":
            return [who, f" {has}", *act(wording.perfect, wording.to, wording.after), ", again and again"]
        case "historical" if event.when is None:
            return [who, " once", *act(wording.past, wording.to, wording.after)]
    if _is_several(event) and event.action not in WORDS and event.action != "SANCTION":
        parts: list[Part] = [who, " carried out ", marked(marks, _run_of_acts(event, wording), "act", "acts")]
        return [*parts, *([f" {wording.of} ", *whom] if whom else []), *behind]
    return [who, *act(wording.past, wording.to, wording.after)]


# Verbs that make a sentence without an object; of the others the noun is told ("made a threat").
_STANDS_ALONE = re.compile(
    r" |^(?:str(?:uck|ike)|attack(?:ed)?|raid(?:ed)?|protested|demonstrated|rioted|cooperated|disarmed|returned)$"
)


def _a(noun: str) -> str:
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def _as_noun(event: Event, cast: Cast, *, blamed: bool) -> list[Part]:
    """An act whose perpetrator is unknown or only blamed: "an unclaimed rocket attack on X took place"."""
    marks, wording = event.marks, wording_of(event)
    several = _is_several(event) or event.status == "habitual"
    unclaimed = "unclaimed " if event.attribution.unclaimed else ""
    mood = {"attempted": "attempted ", "planned": "planned ", "threatened": "threatened "}.get(event.status, "")
    if event.status == "habitual":
        noun = f"{unclaimed}{wording.nouns}"
    elif several:
        noun = _run_of_acts(event, wording).replace(wording.nouns, unclaimed + wording.nouns)
    else:
        noun = _a(f"{unclaimed}{mood}{wording.noun}")
    whom, behind = _object(event, cast)
    parts: list[Part] = [marked(marks, noun, "act", "weapon")]
    if whom:
        parts += [f" {wording.of} " if wording.of else " ", *whom]
    parts += behind
    if blamed:
        by = sorted({blame.by for blame in event.attribution.blames if blame.stance == "blames" and blame.by})
        on = marked(marks, cast.names(event.actors), "actor", "blame")
        parts += [", blamed on ", on, f" by {listed([_lower_the(name) for name in by])}" if by else "", ","]
    plural = several and noun.endswith(("s", "s,"))
    done = {
        "foiled": "were foiled" if plural else "was foiled",
        "denied": "is denied",
        "hypothetical": "is spoken of as possible",
        "planned": "is spoken of",
        "threatened": "is spoken of",
        "attempted": "was made",
        "habitual": "took place again and again",
    }.get(event.status, "took place")
    return [*parts, f" {done}"]


def _lower_the(name: str) -> str:
    return "the" + name[3:] if name.startswith("The ") else name


def tell_attribution(event: Event, cast: Cast) -> tuple[Sentence, ...]:
    """Who is said to have done it, one sentence a claim, a blame or a denial."""
    voices: list[Blame] = []
    for blame in event.attribution.blames:
        if not any(_is_same_voice(blame, other) for other in voices):
            voices.append(blame)
    told = [_tell_blame(blame, cast) for blame in voices]
    if event.attribution.unclaimed:
        passages = marked(event.marks, "", "unclaimed", "blame").passages
        told.append(sentence("Nobody is said to have ", Run("claimed", "blame", passages), " it"))
    return tuple(dict.fromkeys(told))


def _is_same_voice(one: Blame, other: Blame) -> bool:
    """Whether one speaker says one thing twice, once with a title: "President Ines Vo", "Ines Vo"."""
    if (one.stance, one.actor) != (other.stance, other.actor):
        return False
    names = one.by.casefold(), other.by.casefold()
    same_actor = one.by_actor is not None and one.by_actor == other.by_actor
    return same_actor or (all(names) and (names[0].endswith(names[1]) or names[1].endswith(names[0])))


def _tell_blame(blame: Blame, cast: Cast) -> Sentence:
    by = Run(_called(blame.by, blame.by_actor, cast), "speaker")
    whom = cast.name(blame.actor) if blame.actor else "somebody not named"
    hedge: list[Part] = [" (", quote(blame.hedge), ")"] if blame.hedge else []
    passages = (blame.passage,) if blame.passage else ()
    match blame.stance:
        case "claims":
            own = blame.actor is None or blame.actor == blame.by_actor
            did = "claimed it" if own else f"claimed it for {whom}"
            return sentence(by, " ", Run(did, "blame", passages), hedge)
        case "denies":
            own = blame.actor is None or blame.actor == blame.by_actor
            text = "denied having done it" if own else f"denied that {whom} did it"
            return sentence(by, " ", Run(text, "blame", passages), hedge)
    return sentence(by, " ", Run(f"blamed {whom} for it", "blame", passages), hedge)


# What a report calls somebody it has named before: a reader of one sentence needs the name.
_STAND_INS = re.compile(
    r"it|he|she|they|we|i|(?:the|this) (?:group|movement|militia|party|organi[sz]ation|country|state|faction|force)",
    re.IGNORECASE,
)


def _called(name: str, actor: str | None, cast: Cast) -> str:
    """A speaker as a reader of one sentence knows him: the name as written, but not "it" or "the group"."""
    known = cast.actors.get(actor) if actor else None
    if known and (not name or _STAND_INS.fullmatch(name) or name == known.name):
        return cast.name(known.id)
    return f"somebody called “{name.lower()}”" if _STAND_INS.fullmatch(name) else name or "somebody"


def name_event(event: Event, cast: Cast) -> str:
    """An act as a noun phrase: "the rocket attack on a pumping station (6 April 2031)"."""
    wording = wording_of(event)
    noun = wording.nouns if _is_several(event) or event.status == "habitual" else wording.noun
    if event.action == "THREATEN" and says(event, "call"):
        noun = "calls" if _is_several(event) else "call"
    is_threat_itself = event.action in WORDS and event.status == "threatened"
    if event.status not in {"done", "habitual", "historical"} and not is_threat_itself:
        noun = f"{event.status} {noun}"
    whom = cast.names(event.recipients)
    if not whom and event.thing and not MOTIVE.search(event.thing) and event.action not in WORDS:
        whom = " ".join(event.thing.split())
    if event.attribution.says == "blamed" or not event.actors or not event.directed:
        owner = "the "
    elif len(event.actors) == 1:
        name = cast.name(event.actors[0])
        owner = name + ("’ " if name.endswith("s") else "’s ")
    else:
        owner = f"{cast.names(event.actors)}: "
    day = said_span(event.when) if event.when else "day not given"
    return f"{owner}{noun}{f' {wording.of} {whom}'.replace('  ', ' ') if whom else ''} ({day})"


_BASIS = {
    "declared": "The side that acted says so",
    "attributed": "Somebody else says so",
    "inferred": "Nobody says so: inferred",
}


def tell_link(link: Link, events: Mapping[str, Event], cast: Cast) -> Sentence:
    """Which act answers which, on whose word, in the words that say so."""
    response, trigger = events.get(link.response), events.get(link.trigger)
    one = Run(name_event(response, cast) if response else link.response, "act")
    other = Run(name_event(trigger, cast) if trigger else link.trigger, "act")
    phrases = list(dict.fromkeys(" ".join(mark.passage.quote.split()) for mark in link.marks if mark.what == "phrase"))
    passages = tuple(sorted({mark.passage for mark in link.marks if mark.what == "phrase"}))
    words: list[Part] = []
    if phrases:
        words = [", in the words ", quote(phrases[0])]
        words[1] = Run(words[1].text, "phrase", passages, True) if isinstance(words[1], Run) else words[1]
    who = _lower_the(_called(link.speaker.name, link.speaker.actor, cast)) if link.speaker else None
    verb = "carries out" if link.kind == "carries_out" else "answers"
    if link.basis == "declared":
        by = who or (cast.names(response.actors) if response and response.actors else "the side that acted")
        was = "declared by " + by
        to_be = " to carry out " if link.kind == "carries_out" else " to be a response to "
        return sentence(one, " – ", was, to_be, other, words)
    if link.basis == "attributed":
        by = who or (cast.outlet(link.evidence[0].report) if link.evidence else "a report")
        return sentence(one, f" – reported by {by} as ", "what carries out " if verb == "carries out" else
                         "a response to ", other, words)  # fmt: skip
    reasons = cast.with_names("; ".join(reason.rstrip(".") for reason in link.reasons))
    return sentence(one, " – inferred, with a probability of ", f"{link.probability:.2f}, as ",
                     "what carries out " if verb == "carries out" else "a response to ", other,
                     _reasons(reasons))  # fmt: skip


def _reasons(reasons: str) -> list[Part]:
    if not reasons:
        return ["; nobody says so"]
    return ["; nobody says so: ", quote(reasons) if MOTIVE.search(reasons) else reasons]


def said_basis(link: Link) -> str:
    """The basis of a link in plain words, for a legend or a table."""
    return _BASIS[link.basis]


def speaker_is(speaker: Speaker) -> str:
    """Role and affiliation as written, without what the name says already; "" where nothing more is known."""
    told, more = speaker.name.casefold(), []
    for words in (speaker.role, speaker.affiliation):
        if words and words.casefold() not in told:
            more.append(words)
            told += words.casefold()
    return ", ".join(more)


def said_speaker(speaker: Speaker | None, cast: Cast, report: str) -> str:
    """Who says it, with role and affiliation; the outlet where the reporter speaks."""
    if speaker is None:
        return f"{cast.outlet(report)} (the reporter)"
    name, more = _called(speaker.name, speaker.actor, cast), speaker_is(speaker)
    return f"{name} ({more})" if more else name


def said_by(speakers: Iterable[Speaker], cast: Cast) -> str:
    """Several speakers as a list within a sentence, each once: "Halvard, the army and two officials"."""
    names: dict[str, str] = {}
    for speaker in speakers:
        name = _lower_the(_called(speaker.name, speaker.actor, cast))
        names.setdefault(name.casefold().removeprefix("the "), name)
    return listed(list(names.values()))


_STANCE = {
    "asserts": "says", "denies": "denies", "hedges": "says, with a hedge,", "confirms": "confirms",
    "claims": "claims", "blames": "blames", "condemns": "condemns it", "praises": "praises it",
    "expects": "expects it", "demands": "demands it", "threatens": "threatens it",
}  # fmt: skip
_MANY = re.compile(
    r"\b(?:[Ee]xperts|[Oo]fficials|[Ss]ources|[Ww]itnesses|[Aa]nalysts|[Rr]esidents|[Oo]bservers|[Dd]iplomats|[Mm]edics|"
    r"[Dd]octors|[Cc]ommanders|[Ll]eaders|[Pp]olice|[Aa]uthorities|[Rr]eports|[Mm]edia)$"
)


def _plural(verb: str) -> str:
    """The verb for several: "says" to "say", "denies" to "deny"."""
    first, *rest = verb.split(" ")
    first = {"denies": "deny", "confirms": "confirm"}.get(
        first, first.rstrip(",").removesuffix("s") + "," * first.endswith(",")
    )
    return " ".join([first, *rest])


def tell_claim(claim: Claim, cast: Cast) -> Sentence:
    """What one speaker, or the reporter, says about one event."""
    who = Run(said_speaker(claim.speaker, cast, claim.report), "speaker")
    hedge: list[Part] = [" (", quote(claim.hedge), ")"] if claim.hedge else []
    many = claim.speaker is not None and _are_many(_called(claim.speaker.name, claim.speaker.actor, cast))

    def verb(words: str) -> str:
        return _plural(words) if many else words

    stance = verb(_STANCE[claim.stance])
    behind = (claim.passage,)
    if claim.about == "toll" and claim.toll and claim.toll.parts:
        toll = tell_toll(claim.toll, cast, marks=claim.marks)
        if toll:
            return sentence(who, f" {stance} that ", toll, hedge)
    if claim.about == "actor":
        names = cast.names(claim.actors)
        if claim.stance == "denies":
            own = claim.speaker is not None and claim.speaker.actor in claim.actors
            text = verb("denies having done it" if own or not names else f"denies that {names} did it")
        elif claim.stance == "claims":
            own = claim.speaker is not None and claim.speaker.actor in claim.actors
            text = verb("claims it" if own or not names else f"claims it for {names}")
        elif claim.stance == "blames":
            text = verb(f"blames {names or 'somebody not named'} for it")
        else:
            text = f"{stance} that {names} did it" if names else f"{stance} who did it is not known"
        return sentence(who, " ", Run(text, "blame", behind), hedge)
    if claim.about == "reason" and claim.words:
        return sentence(who, f" {verb('gives as the reason')}: ", _quoted(claim.words, "reason", behind), hedge)
    if claim.about == "day" and claim.when:
        return sentence(who, f" {stance} that it was on ", Run(said_span(claim.when), "when", behind), hedge)
    if claim.words:
        does = {"condemns": "condemns it", "praises": "praises it", "expects": "expects it", "demands": "demands",
                "threatens": "threatens"}.get(claim.stance, _STANCE[claim.stance])  # fmt: skip
        return sentence(who, f" {verb(does)}: ", _quoted(claim.words, "act", behind), hedge)
    plain = {"asserts": "says that it happened", "denies": "denies that it happened", "claims": "claims it",
             "confirms": "confirms that it happened", "hedges": "says, with a hedge, that it happened",
             "blames": "blames somebody not named for it"}  # fmt: skip
    return sentence(who, " ", Run(verb(plain.get(claim.stance, _STANCE[claim.stance])), "act", behind), hedge)


def _are_many(name: str) -> bool:
    """Whether a verb after a speaker's name is plural: "US officials", "the Dune Brigades", "officials of the port"."""
    head = re.split(r" (?:of|from|in|at|for|with) ", name, maxsplit=1)[0]
    return bool(_MANY.search(head) or PLURAL.search(head))


def _quoted(text: str, what: str, passages: tuple[Passage, ...]) -> Run:
    return Run(quote(text).text, what, passages, True)


# kind -> (one, several, whether its `since` is the day on which it came about)
_TIES: Mapping[str, tuple[str, str, bool]] = {
    "part_of": ("is part of", "are part of", False),
    "backed_by": ("is backed by", "are backed by", False),
    "founded_by": ("was founded by", "were founded by", True),
    "led_by": ("is led by", "are led by", False),
    "integrated_into": ("was integrated into", "were integrated into", True),
    "split_from": ("split from", "split from", True),
    "renamed": ("was renamed", "were renamed", True),
    "allied_with": ("is allied with", "are allied with", False),
    "opposed_to": ("is opposed to", "are opposed to", False),
    "designated_by": ("was designated by", "were designated by", True),
    "alias_of": ("is another name of", "are another name of", False),
    "national_of": ("is a national of", "are nationals of", False),
    "controls": ("controls", "control", False),
    "member_of": ("is a member of", "are members of", False),
}


def tell_relation(relation: Relation, cast: Cast) -> Sentence:
    """One dated tie between two actors, without its source: a view sets that beside it."""
    one, several, is_moment = _TIES[relation.kind]
    plural = cast.is_plural([relation.subject]) or bool(relation.quantifier)
    marks = relation.marks
    subject = cast.name(relation.subject)
    if relation.subject == relation.object:
        one_name, another = names_of_alias(relation) or (subject, "another name")
        return sentence(one_name, ", ", marked(marks, f"also known as {another}", "relation", "name"))
    known, whole = cast.actors.get(relation.subject), cast.actors.get(relation.object)
    if relation.kind == "part_of" and known and whole and (known.kind, whole.kind) == ("person", "state"):
        one, several = "holds public office in", "hold public office in"
    if relation.until:
        one, several = _past(one), _past(several)
    elif relation.since and not is_moment:
        one, several = _up_to_now(one), _up_to_now(several)
    if relation.quantifier:
        quantifier = relation.quantifier.strip()
        subject = f"{quantifier if quantifier.lower().endswith('of') else quantifier + ' of'} {subject}"
    parts: list[Part] = [
        marked(marks, subject, "subject", "actor"), " ",
        marked(marks, several if plural else one, "relation", "act"), " ",
        marked(marks, cast.name(relation.object), "object", "recipient"),
    ]  # fmt: skip
    if relation.since:
        since = _since(relation.since, is_moment=is_moment)
        since = since.replace("since", "from", 1) if relation.until else since
        parts.append(marked(marks, f" {since}", "since", "when"))
    if relation.until:
        parts.append(marked(marks, f" until {said_span(relation.until)}", "until"))
    if relation.said_by:
        by = cast.name(relation.said_by) if relation.said_by in cast.actors else relation.said_by
        parts.append(f", as {by} says")
    if relation.confidence != "sure":
        parts.append("; this is disputed" if relation.confidence == "disputed" else "; this is doubtful")
    return sentence(*parts)


def names_of_alias(relation: Relation) -> tuple[str, str] | None:
    """The two names of one actor that a report gives it; None for a tie between two actors."""
    if relation.subject != relation.object or not relation.note or _ALSO not in relation.note:
        return None
    one, _, other = relation.note.partition(_ALSO)
    return one, other


_ALSO = ", also known as "


def _past(verb: str) -> str:
    return _instead(verb, (("is ", "was "), ("are ", "were "), ("controls", "controlled"), ("control", "controlled"),
                           ("holds", "held"), ("hold", "held")))  # fmt: skip


def _up_to_now(verb: str) -> str:
    return _instead(verb, (("is ", "has been "), ("are ", "have been "), ("controls", "has controlled"),
                           ("control", "have controlled"), ("holds", "has held"), ("hold", "have held")))  # fmt: skip


def _instead(verb: str, others: Sequence[tuple[str, str]]) -> str:
    return next((other + verb.removeprefix(now) for now, other in others if verb.startswith(now)), verb)


def _since(span: DateSpan, *, is_moment: bool) -> str:
    if not is_moment and " to " in said_span(span):
        return f"since some day between {between(span)}"
    if not is_moment:
        return f"since {said_span(span)}"
    if span.is_one_day:
        return f"on {said_span(span)}"
    return f"in {said_span(span)}" if " to " not in said_span(span) else f"between {between(span)}"


DIRECTION_WORDS: Mapping[str, str] = {
    "escalate": "more force",
    "deter": "an answer held off by fear",
    "hold": "no change",
    "unclear": "direction not said",
}


def tell_assessment(assessment: Assessment, cast: Cast) -> Sentence:
    """What one speaker expects, of whom, in which direction, in the speaker's words."""
    who = Run(said_speaker(assessment.speaker, cast, assessment.passage.report), "speaker")
    of = f" from {cast.names(assessment.actors)}" if assessment.actors else ""
    toward = f" toward {cast.names(assessment.toward)}" if assessment.toward else ""
    if assessment.direction == "unclear":
        verb = f"speaks of what is to come{of}{toward}"
    elif assessment.direction == "deter":
        verb = f"expects {cast.names(assessment.actors) or 'the other side'} to be held off by fear"
        verb += f" of {cast.names(assessment.toward)}" if assessment.toward else ""
    else:
        verb = f"expects {DIRECTION_WORDS[assessment.direction]}{of}{toward}"
    condition: list[Part] = [" (on the condition: ", quote(assessment.condition), ")"] if assessment.condition else []
    by = f", by {said_day(assessment.horizon, weekday=False)}" if assessment.horizon else ""
    words = _quoted(assessment.words, "act", (assessment.passage,))
    return sentence(who, f" {verb}{by}", condition, ": ", words)


def doubt_in_words(doubt: Doubt, cast: Cast) -> str:
    """What a doubt says, with names in place of ids where two sources name different actors."""
    return cast.with_names(doubt.says) if doubt.kind.startswith("two-") else doubt.says


_SHARES = ("share", "probability", "proportion")


def tell_number(estimate: Estimate, value: float | None) -> str:
    """A value of an estimate without its unit: "50%", "2.5"; a dash where there is none."""
    if value is None:
        return "–"
    if estimate.unit.startswith(_SHARES):
        return f"{value:.0%}"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.2f}".rstrip("0").rstrip(".")


def tell_estimate(estimate: Estimate) -> str:
    """The value with its unit in words, "50% of attacks", "2.5 days", or "cannot tell"."""
    if estimate.value is None:
        return "cannot tell"
    unit = estimate.unit
    for share in _SHARES:
        unit = unit.removeprefix(share).strip()
    return tell_number(estimate, estimate.value) + (f" {unit}" if unit and unit not in {"ratio", "number"} else "")


def tell_interval(estimate: Estimate) -> str:
    """The interval in words: "12% to 77% (90% interval)"; a dash where there is none."""
    if estimate.value is None or estimate.low is None or estimate.high is None:
        return "–"
    ends = tell_number(estimate, estimate.low), tell_number(estimate, estimate.high)
    return f"{ends[0]} to {ends[1]} ({estimate.level:.0%} interval)"
