"""Which act a place places: what hangs on the act or its sides by a preposition of place, not all that is named."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.coding.acts.told import Told
from talion.coding.events.mentioned import DEED, Mentioned, counts_only, in_clause_of, is_days_later, is_of_another_time
from talion.coding.parsing.language import Paragraph
from talion.coding.places import PlaceMention
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import is_place_of_conjunct
from talion.coding.speech.cues import SPEECH_VERBS
from talion.records import WORDS, Passage, Place

if TYPE_CHECKING:
    from spacy.tokens import Token


_IN = {
    "in",
    "at",
    "near",
    "through",
    "inside",
    "outside",
    "on",
    "across",
    "around",
    "from",
    "over",
    "along",
    "off",
    "within",
    "into",
    "to",
    "of",
    "between",
}


PLACE_NOUNS = frozenset(
    [
        "province",
        "city",
        "town",
        "district",
        "area",
        "governorate",
        "airport",
        "base",
        "camp",
        "region",
        "village",
        "border",
        "countryside",
        "suburb",
        "desert",
        "airfield",
        "port",
        "valley",
        "strip",
        "compound",
        "headquarters",
        "county",
        "state",
        "oblast",
        "crossing",
        "capital",
        "outskirts",
        "side",
        "pass",
        "gorge",
        "road",
        "river",
        "mountain",
        "forest",
        "island",
        "lake",
        "cape",
        "bay",
        "gulf",
        "peninsula",
        "avenue",
        "hills",
        "highway",
        "harbour",
        "harbor",
        "strait",
        "channel",
        "canal",
        "sound",
        "reef",
        "rock",
        "ridge",
        "plateau",
        "heights",
        "bridge",
        "street",
        "square",
        "quay",
    ]
)


HITS = {"ASSAULT", "COERCE", "RETREAT", "MOBILIZE"}
_ROLES = {"from": "origin"}


def distance(one: "Token", other: "Token") -> int:
    """How many steps of the parse lie between two words; 99 where they stand in two sentences."""
    up: dict[int, int] = {one.i: 0}
    at, steps = one, 0
    while at.head.i != at.i:
        at, steps = at.head, steps + 1
        up[at.i] = steps
    at, steps = other, 0
    while at.i not in up:
        if at.head.i == at.i:
            return 99
        at, steps = at.head, steps + 1
    return up[at.i] + steps


def give_place(number: int, token: "Token", found: PlaceMention, here: list[Mentioned], cast: Cast) -> None:
    """Places behind a preposition of place only: "Iraq's army", "Washington said", "against Iran" name parties."""
    mention = cast.at(number, token.i)
    if mention is not None and mention.how in {"demonym", "set"}:
        return
    head = token
    span = cast.paragraphs[number].doc.char_span(found.start, found.end, alignment_mode="expand")
    if span is not None and len(span):
        head = span.root
    preposition: Token | None = None
    at = head
    if is_place_of_conjunct(head):
        at = next(
            i
            for c in reversed(list(head.head.rights))
            if c.dep_ == "prep" and c.i < head.i
            for i in c.children
            if i.dep_ == "pobj"
        )
    for _ in range(8):
        if at.dep_ == "pobj" or (at.dep_ in {"pcomp"} and at.head.dep_ == "prep"):
            preposition = at.head
            break
        if at.dep_ in {"conj", "appos", "compound", "nmod", "npadvmod", "nummod", "dep", "poss"} and at.head.i != at.i:
            if at.dep_ == "poss" and found.place.precision == "country":
                return
            if (
                at.dep_ in {"compound", "nmod", "poss"}
                and at.head.lemma_.lower() not in PLACE_NOUNS
                and at.head.pos_ != "PROPN"
                and not (at.head.lemma_.lower() in _BUILT and found.place.precision == "town")
            ):
                break
            at = at.head
            continue
        break
    in_caption = cast.paragraphs[number].kind == "caption"
    saw = head.dep_ == "nsubj" and head.head.lemma_.lower() in SAW
    if saw and (told := next((m for m in here if m.told.is_noun and head.head in m.told.tokens), None)) is not None:
        _add_place(told, found, cast.paragraphs[number].between(found.start, found.end), "act")
        return
    if preposition is None or (preposition.lower_ not in _IN and not _is_beside(preposition, head)):
        # "the Qaim strike", "Baghdad bombing": the place stands before the act
        before = next(
            (m for m in here if m.told.is_noun and head.head.i == m.told.token.i and head.dep_ in {"compound", "nmod"}),
            None,
        )
        hit = None
        spot = at if at.lemma_.lower() in _BUILT else head.head if head.dep_ == "conj" else head
        part = found.place.precision == "region" and found.place.country is not None  # "northern Israel"
        if spot.dep_ in {"dobj", "nsubjpass"} and (found.place.precision not in {"country", "region"} or part):
            hit = next((m for m in here if m.told.sense.action in HITS and spot.head in m.told.tokens), None)
        if hit is not None:
            before = hit  # "bombed Sanaa"
        elif before is None or (mention is not None and not part):
            if not (in_caption and here):
                return
            before = here[0]
        _add_place(before, found, cast.paragraphs[number].between(found.start, found.end), "act")
        return
    ground = _is_ground(head, preposition)
    if (
        mention is not None
        and mention.how == "metonym"
        and preposition.lower_ in {"on", "of", "to", "between"}
        and not ground
    ):
        return
    if preposition.lower_ == "from" and preposition.head.lemma_.lower() in _COMES_FROM:
        return  # "with support from Belgrade"
    acts = {t.i for m in here for t in m.told.tokens}
    held = [t for t in _way_up(preposition, here) if not (t.dep_ in {"nsubj", "nsubjpass"} and t.head.i in acts)]
    if any(t.lemma_.lower() in _WORDS_SAID for t in held):
        return  # "admitted the bombing in a statement issued in Dublin"; but "talks in Muscat ended" were there
    over = preposition.head
    if over.pos_ == "VERB" and over.i not in acts and over.lemma_.lower() in SPEECH_VERBS | _JUDGING:
        return  # "in Bonn an officer described the blow": where it was said
    sent = over.i in acts and any(m.told.sense.action == "MOBILIZE" and over in m.told.tokens for m in here)
    if (
        not (sent and preposition.lower_ == "to")  # "sent troops to Cameroon"
        and not ground
        and preposition.lower_ in {"on", "between", "of", "to"}
        and (found.place.precision == "country" or mention is not None)
    ):
        return
    start = token.sent.start
    inside = [m for m in here if m.told.sentence.start == start]
    if not inside:
        return
    # "in Iraq's first …", "director of the Iraq initiative": only what hangs on an act or its parties counts
    far = {id(m): min(distance(preposition, t) for t in m.told.tokens) for m in inside}
    nearest = min(inside, key=lambda m: far[id(m)])
    if far[id(nearest)] > 6 or in_another_clause(preposition, nearest.told):
        return
    role = _ROLES.get(preposition.lower_, "act")
    _add_place(nearest, found, cast.paragraphs[number].between(found.start, found.end), role)


_GROUND = PLACE_NOUNS | {
    "heart", "centre", "center", "middle", "edge", "part", "street", "suburb", "quarter", "neighbourhood",
    "neighborhood", "north", "south", "east", "west", "coast", "shore", "waters", "entrance", "southeast", "northeast",
    "southwest", "northwest",
}  # fmt: skip
_BUILT = {
    "hotel", "supermarket", "market", "airport", "station", "university", "mosque", "church", "hospital", "embassy",
    "restaurant", "nightclub", "cafe", "cinema", "theatre", "theater", "stadium", "school", "synagogue", "cathedral",
    "metro", "subway", "prison", "refinery", "barracks", "garrison", "courthouse",
}  # fmt: skip
_COMES_FROM = {
    "support", "help", "aid", "backing", "pressure", "order", "letter", "call", "money", "funding", "warning",
    "condemnation", "assistance", "message", "appeal", "approval",
}  # fmt: skip
_JUDGING = {"describe", "call", "hail", "praise", "condemn", "mourn", "denounce", "deplore", "welcome"}
_WORDS_SAID = {
    "statement", "communique", "communiqué", "interview", "speech", "conference", "broadcast", "letter", "briefing",
    "address", "talk", "meeting",
}  # fmt: skip


def _is_beside(preposition: "Token", head: "Token") -> bool:
    """ "By Sarajevo's main market", "close by the Barcelona hotel": where, and not by whom."""
    return preposition.lower_ == "by" and head.dep_ in {"poss", "compound"} and head.head.lemma_.lower() in _BUILT


def _is_ground(head: "Token", preposition: "Token") -> bool:
    """Whether a name that may stand for a state is the ground here: "London's bank district", "the heart of Kabul"."""
    owned = head.dep_ == "poss" and head.head.lemma_.lower() in _GROUND | _BUILT
    return owned or (preposition.lower_ == "of" and preposition.head.lemma_.lower() in _GROUND)


def _way_up(preposition: "Token", here: Sequence[Mentioned]) -> list["Token"]:
    """The words over a preposition, up to the first that tells an act."""
    acts = {t.i for m in here for t in m.told.tokens}
    found: list[Token] = []
    for at in preposition.ancestors:
        if at.i in acts:
            return found
        found.append(at)
    return []


NEAR = {"in", "at", "near", "outside", "off", "through", "into", "inside", "around", "across", "along", "over", "to"}
SAW = {"see", "witness", "suffer", "experience", "host"}


def share_places(here: list[Mentioned], paragraph: Paragraph, places: Sequence[PlaceMention] = ()) -> None:
    """Give a deed that names no place the place of the deed told before it in the same paragraph.

    Only where no sentence without a deed stands between, nothing in its own sentence moves the story elsewhere, and the
    place is finer than a country. In a list of short items each has the place that its own dateline names.
    """
    dateline = _place_of_item(paragraph, places)
    last: Mentioned | None = None
    end = 0  # where the last sentence ends that is told to be there
    for one in sorted(here, key=lambda m: m.told.token.i):
        deed = one.told.sense.action not in WORDS and one.told.standing.status in DEED
        if one.places or not deed:
            if deed and any(place.role == "act" and place.precision != "country" for place, _ in one.places):
                last, end = one, one.told.sentence.end
            continue
        words = {t.lower_ for t in one.told.sentence if not counts_only(t)}
        if last is not None and one.told.sentence.start <= end and not words & _ELSEWHERE:
            who, whose = set(one.told.actor.actors), set(last.told.actor.actors)
            other_side = bool(
                who and whose and not who & whose
            )  # the strikes that answer are not where the rockets fell
            if (
                _is_by_itself(one)
                and not (one.told.is_noun and one.told.definite and one.told.recipient.first >= 0)
                and not is_days_later(one.told)
                and not _is_somewhere(one.told)
                and not is_of_another_time(one.told.token)
                and not _on_another_day(one, last)
                and not other_side
            ):
                one.places = [(place, at) for place, at in last.places if place.role == "act"]
            end = max(end, one.told.sentence.end)
        elif dateline is not None:
            one.places = [dateline]


def _on_another_day(one: Mentioned, last: Mentioned) -> bool:
    """Whether two acts of a sentence have days of their own that do not meet."""
    here, there = (m.days.span if m.days is not None else None for m in (one, last))
    return here is not None and there is not None and not here.touches(there)


def _is_by_itself(one: Mentioned) -> bool:
    """Whether the main clause or a noun tells it, not a clause on somebody: "officers who seized power"."""
    return one.told.is_noun or not any(t.dep_ == "relcl" for t in (one.told.token, *one.told.token.ancestors))


def _is_somewhere(told: Told) -> bool:
    """Whether its own words put it somewhere that has no name: "a mine blew up a bus in the east"."""
    nouns = [c for t in told.tokens for p in t.children if p.dep_ == "prep" and p.lower_ == "in" for c in p.children]
    hit = told.token.doc[told.recipient.first : told.recipient.last + 1] if told.recipient.first >= 0 else ()
    nouns += [c for t in hit for p in t.children if p.dep_ == "prep" and p.lower_ == "in" for c in p.children]
    return any(noun.dep_ == "pobj" and noun.lemma_.lower() in _QUARTERS for noun in nouns)


_QUARTERS = {
    "north", "south", "east", "west", "centre", "center", "northeast", "northwest", "southeast", "southwest",
    "capital", "interior",
}  # fmt: skip


_ITEM = re.compile(r"\s*((?:[A-Z][A-Z'’.-]+ ?){1,4}(?:, [A-Z][\w ]{2,20})?) (?:-|–|—) (?=\S)")


def _place_of_item(paragraph: Paragraph, places: Sequence[PlaceMention]) -> tuple[Place, Passage] | None:
    """The place of "PORT BREE - Police disperse marchers": the name before the dash, in capitals."""
    item = _ITEM.match(paragraph.text)
    if item is None or len(paragraph.text) > _ITEM_OF_AT_MOST:
        return None
    if places and places[0].how == "dateline" and places[0].start == item.start(1):
        return replace(places[0].place, role="act"), paragraph.between(places[0].start, places[0].end)
    name = item[1].split(",")[0].title()
    return Place(name, "unknown", said=item[1]), paragraph.between(item.start(1), item.end(1))


_ITEM_OF_AT_MOST = 200  # letters


def give_place_again(
    number: int, one: Mentioned, mentions: Sequence[Sequence[PlaceMention]], told: Sequence[Mentioned], cast: Cast
) -> None:
    """ "Marched through the city", "fired at a tank there", "bombed this port": the place told of last before.

    "Here" and "this town" are where the item or the report was filed, where it says so.
    """
    pointer = _pointer_of(one)
    if pointer is None:
        return
    near = pointer.lower_ == "here" or any(c.lower_ == "this" for c in pointer.children)
    place = _filed_at(number, mentions, cast) if near else None
    if place is None and pointer.lower_ != "here":
        place = _last_place(number, pointer, mentions, told)
    if place is not None:
        one.places.append((replace(place, role="act"), cast.paragraphs[number].passage(pointer.i, pointer.i)))


_TOWNS = {"city", "town", "village", "port", "settlement", "hamlet"}
_SAME_KIND = {"border", "port", "same", "besieged", "northern", "southern", "eastern", "western", "coastal", "small"}


def _pointer_of(one: Mentioned) -> "Token | None":
    """The word that points at a place told before: "there", "here", "the town", "this northern Ethiopian city"."""
    harmed = one.told.recipient
    doc = one.told.token.doc
    inside = [doc[i] for i in range(harmed.first, harmed.last + 1)] if harmed.first >= 0 else []
    for root in (*one.told.tokens, *inside):
        for child in root.children:
            nouns = [child]
            if child.dep_ == "prep" and child.lower_ in NEAR and root in one.told.tokens:
                nouns = [c for c in child.children if c.dep_ == "pobj"]
            elif child.dep_ == "advmod" and child.lower_ in {"there", "here"}:
                return child
            elif child.dep_ not in {"dobj", "nsubjpass"} or one.told.sense.action not in HITS:
                continue
            for noun in nouns:
                plain = {c.lower_ for c in noun.children if c.dep_ in {"det", "amod", "compound", "nmod"}}
                told_of = any(c.dep_ in {"prep", "appos", "relcl", "acl", "poss", "conj"} for c in noun.rights)
                if noun.lemma_.lower() not in _TOWNS or noun.tag_ == "NNS" or told_of:
                    continue
                if "this" in plain or ("the" in plain and plain <= {"the", *_SAME_KIND}):
                    return noun
    return None


_STRIPPED = re.compile(r"([A-Z][A-Z'’. -]{2,25}?)(?:, [^\n]{2,30})? ?(?:\([^()\n]{2,40}\) ?)?(?:—|–|--?) ?$")


def _filed_at(number: int, mentions: Sequence[Sequence[PlaceMention]], cast: Cast) -> Place | None:
    """The place under which an item was filed; for a report with no items, that under which the report was."""
    lines = {n: found[0].place for n, found in enumerate(mentions) if found and found[0].how == "dateline"}
    first = next((n for n, paragraph in enumerate(cast.paragraphs) if paragraph.kind == "body"), None)
    if number in lines or first is None or (lines and number != first):
        return lines.get(number)
    whole, start = cast.paragraphs[first].report.text, cast.paragraphs[first].start
    line = _STRIPPED.match(whole[whole.rfind("\n", 0, start) + 1 : start])  # the reader may have told it apart
    return Place(line[1].title(), "unknown", country=cast.country_of(line[1].title()), said=line[1]) if line else None


def _last_place(
    number: int, pointer: "Token", mentions: Sequence[Sequence[PlaceMention]], told: Sequence[Mentioned]
) -> Place | None:
    """Where the act told last before was, in this paragraph or the one before; else the town named last."""
    acts = [
        m
        for m in told
        if number - 1 <= m.told.paragraph <= number
        and (m.told.paragraph < number or m.told.token.i < pointer.i)
        and any(place.role == "act" and place.precision not in {"country", "region"} for place, _ in m.places)
    ]
    last = max(acts, key=lambda m: (m.told.paragraph, m.told.token.i), default=None)
    before = [m for m in mentions[number] if m.end <= pointer.idx and m.how not in {"capital", "dateline"}]
    named = next((m for m in reversed(before) if m.place.precision in {"town", "site"}), None)
    if last is not None and (named is None or (last.told.paragraph == number and last.told.token.idx > named.start)):
        return next(p for p, _ in last.places if p.role == "act" and p.precision not in {"country", "region"})
    for earlier in reversed(mentions[:number] if pointer.lower_ != "there" else mentions[max(number - 1, 0) : number]):
        named = named or next((m for m in reversed(earlier) if m.place.precision == "town"), None)
    return named.place if named is not None else None


_ELSEWHERE = {"elsewhere", "meanwhile", "separately", "another", "abroad", "earlier", "years", "year"}


def in_another_clause(token: "Token", told: Told) -> bool:
    """Whether a verb with a subject of its own stands between the words and the act.

    "Saying it threatened stability in Iraq" and "In Tehran, a spokesman rejected …" place other things.
    """
    own = {t.i for t in told.tokens}
    at = token
    for _ in range(10):
        at = at.head
        if at.i in own:
            return False
        if at.dep_ == "pcomp" and any(c.lower_ == "what" for c in at.subtree):
            continue  # "strikes on what it called hideouts in the province"
        if at.pos_ in {"VERB", "AUX"} and any(c.dep_ in {"nsubj", "nsubjpass"} for c in at.children):
            return not any(in_clause_of(t, at) for t in told.tokens)
        if at.head.i == at.i:
            return False
    return False


def _add_place(one: Mentioned, found: PlaceMention, passage: Passage, role: str) -> None:
    place = replace(found.place, role=role)
    if all(place.name != other.name for other, _ in one.places):
        one.places.append((place, passage))
