"""Counted people, each put into one word of a sentence: "at least 12 Afghan civilians", "a guard", a name."""

import re
from dataclasses import dataclass, field, replace

from talion.codebook.quantifiers import vague_counts
from talion.coding.parsing.shapes import Word, words_of
from talion.coding.tolls.numbers import SCALES, TENS, UNITS, number_at, quantity_at
from talion.coding.tolls.sentences import Sentence
from talion.coding.tolls.words import KINDS
from talion.records import Count

_WHOSE = frozenset({"'s", "’s"})
_ENDS = frozenset({"murder", "assassination", "death"})
_NO_SUBJECT = frozenset(
    words_of(
        "it they we you i there this that these those what which who here such all each both many most some "
        "several few others more none "
        "everyone everybody someone somebody nothing everything"
    )
)
# "a Pakistani was killed", "an Afghan and two Indians": somebody by their nation alone
_NATIONAL = re.compile(r"(?:an|[^s]i|ese)$")
_AFTER_ONE = frozenset({"BE", "AND", "COMMA", "REL", "DIED", "HAVE", "STOP", ""})
_DEMONYM = re.compile(r"(?:ans|[^s]is|ites|ists|kmen)$")
_NO_DEMONYM = frozenset(
    words_of("paris tunis memphis isis annapolis minneapolis indianapolis crisis veterans sans elis polaris")
)
# Two capitals that name no person.
_NO_NAME = frozenset(
    words_of(
        "forces force army navy brigade brigades front movement party united nations states kingdom guard "
        "corps council ministry "
        "government police organisation organization state islamic hezbollah hamas taliban army's city "
        "province district river "
        "valley base camp airport bank strip street road islands island republic court office agency network committee "
        "command battalion regiment division coalition alliance union league security national international press "
        "north south east west northern southern eastern western new old al"
    )
) - {"al"}


_PEOPLE = frozenset(KINDS[kind] for kind in ("COUNTED", "ONE_", "PLURAL_", "OFTHEM"))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of whom, before anything is said of what befell them."""

    count: Count
    start: int
    end: int
    who: tuple[int, int] | None = None
    civilian: bool | None = None
    zero: bool = False
    part: bool = False
    plural: bool = True
    known: bool = True
    effect: str | None = None
    items: tuple[str, ...] = field(default=())


def words_for_grammar(sentence: Sentence) -> list[Word]:
    """The words of the sentence for the grammar."""
    out: list[Word] = []
    at = 0
    while at < len(sentence.raw):
        made = _group(sentence, at)
        if made is None:
            one = sentence.raw[at]
            kind = "OTHER" if one.kind in {"AGE", "NUMBER"} else "WHOSE" if one.low in _WHOSE else one.kind
            if kind in {"OTHER", "VERB"} and one.low.endswith("ing") and out and out[-1].kind in _PEOPLE:
                kind = "ING"
            out.append(Word(one.start, one.end, KINDS[kind], one.value if one.value is not None else one.low))
            at += 1
            continue
        kind, tally, at = made
        out.append(Word(tally.start, tally.end, KINDS[kind], tally))
    return out


def _group(sentence: Sentence, at: int) -> tuple[str, Tally, int] | None:
    low, kind = sentence.low(at), sentence.kind(at)
    quantity = quantity_at(sentence, at)
    if quantity is not None:
        count, after, zero = quantity
        return _counted(sentence, at, after, count, zero)
    if kind == "A":
        return _single(sentence, at, "ONE_")
    if kind == "THE":
        return _single(sentence, at, "THE_")
    if kind == "AGE" and low.endswith("olds"):
        return None
    if kind == "PERSON":
        return _bare_person(sentence, at)
    if kind == "OTHER" and sentence.shouted:
        return _shouted_name(sentence, at)
    if kind == "MORE" and sentence.kind(at + 1) in {"PERSON", "OTHER"}:
        head = _people_at(sentence, at + 1)
        if head is not None and head[0] == "PERSON":
            last = sentence.raw[head[2] - 1]
            if last.kind == "PERSON" and last.value[1]:  # type: ignore[index]
                span = (sentence.raw[at + 1].start, last.end)
                return (
                    "PLURAL_",
                    Tally(vague_counts()["plural"], sentence.raw[at].start, span[1], span, head[3]),
                    head[2],
                )
        return None
    if kind == "OTHER" and not sentence.shouted and sentence.capital(at):
        return _plural_or_name(sentence, at)
    if kind == "HIM":
        one = sentence.raw[at]
        if low == "her" and sentence.kind(at + 1) in {"OTHER", "PERSON", "UNIT", "BODY", "DEATHOF", "LIFE"}:
            return _single(sentence, at, "THE_")
        return "HIM", Tally(Count.exactly(1), one.start, one.end, (one.start, one.end), plural=False), at + 1
    return None


def _counted(sentence: Sentence, at: int, after: int, count: Count, zero: bool) -> tuple[str, Tally, int] | None:
    """A number with the people it counts, or a number alone."""
    start, end = sentence.raw[at].start, sentence.raw[after - 1].end
    part = False
    here = after
    if sentence.low(at) in {"nobody", "none", "no-one"} or (zero and sentence.low(at + 1) == "one"):
        return _none(sentence, at, after)
    if sentence.low(here) == "of":
        if sentence.kind(here + 1) == "THEM":
            whole = here + 2
            return "OFTHEM", Tally(count, start, sentence.raw[whole - 1].end, part=True), whole
        own = sentence.low(here + 1) in {"their", "its", "our"} and sentence.low(here + 2) == "own"  # "25 of their own"
        if own and _people_at(sentence, here + 3) is None and sentence.kind(here + 3) not in {"OTHER", "UNIT"}:
            return "OFTHEM", Tally(count, start, sentence.raw[here + 2].end, part=True), here + 3
        if sentence.kind(here + 1) in {"THE", "HIM"} or _is_a_crew(sentence, here + 1):
            part, here = True, here + 2
        else:
            here += 1
        inner = quantity_at(sentence, here)  # "a group of 12 tourists", "three of the four men"
        if inner is not None and not inner[2]:
            if part and inner[0].best is not None and sentence.low(inner[1]) in {"on", "aboard", "inside", "who"}:
                return "COUNTED", Tally(count, start, sentence.raw[inner[1] - 1].end), inner[1]
            if not part and inner[0].best is not None:
                count = inner[0]
            here = inner[1]
    while sentence.kind(here) == "MORE" or (sentence.low(here) in {"new", "more"}):
        here += 1
    if sentence.kind(here) == "OTHERS":
        span = (sentence.raw[here].start, sentence.raw[here].end)
        return "COUNTED", Tally(count, start, span[1], span, zero=zero, part=part), here + 1
    head = _people_at(sentence, here)
    if head is None:
        named = sentence.kind(here) == "OTHER" and sentence.capital(here) and not sentence.shouted
        if zero and here == after and named and sentence.low(here).endswith("s"):  # "no Norwegians were hurt"
            span = (sentence.raw[here].start, sentence.raw[here].end)
            return "COUNTED", Tally(count, start, span[1], span, zero=True), here + 1
        if part or (zero and here == after):
            return None
        if sentence.kind(here) in {"UNIT", "DASH"} or (sentence.kind(here) == "AGE"):
            return None
        if sentence.kind(here) == "OTHER" and here > after - 1 and sentence.kind(here) != "":
            thing = _thing(sentence, here)
            if thing is not None:
                span = (sentence.raw[here].start, sentence.raw[thing - 1].end)
                return "THING", Tally(count, start, span[1], span, zero=zero, known=False), thing
            return None
        if here > after:
            return "BARE", Tally(count, start, sentence.raw[here - 1].end, zero=zero), here
        return "BARE", Tally(count, start, end, zero=zero), after
    kind, first, stop, civilian, effect = head
    span = (sentence.raw[first].start, sentence.raw[stop - 1].end)
    tally = Tally(count, start, span[1], span, civilian, zero, part, effect=effect)
    if (
        kind == "PERSON"
        and stop < len(sentence.raw)
        and sentence.low(stop) == "of"
        and sentence.low(stop - 1) in {"family", "families", "crew"}
    ):
        size = number_at(sentence, stop + 1)
        if size is not None and part and count.best != 1:  # "twenty of her crew of 268"
            return "COUNTED", replace(tally, end=sentence.raw[size[1] - 1].end), size[1]
        if size is not None and size[0].best and sentence.low(stop - 1) != "families":
            return "COUNTED", replace(tally, count=size[0], end=sentence.raw[size[1] - 1].end), size[1]
    return {"PERSON": "COUNTED"}.get(kind, kind), tally, stop


def _none(sentence: Sentence, at: int, after: int) -> tuple[str, Tally, int]:
    """Nobody, with those of whom it is nobody: "none of its troops", "not one of the 40 passengers"."""
    start, nobody = sentence.raw[at].start, Count.exactly(0)
    if sentence.low(after) != "of":
        return "COUNTED", Tally(nobody, start, sentence.raw[after - 1].end, zero=True), after
    first = after + 1
    if sentence.kind(first) == "THEM":
        return "COUNTED", Tally(nobody, start, sentence.raw[first].end, zero=True), first + 1
    if sentence.kind(first) not in {"THE", "HIM"} and sentence.low(first) not in _OF_WHOM:
        return "COUNTED", Tally(nobody, start, sentence.raw[after - 1].end, zero=True), after
    first += 1
    if (number := number_at(sentence, first)) is not None:
        first = number[1]
    if (head := _people_at(sentence, first)) is not None and head[0] == "PERSON":
        span = (sentence.raw[head[1]].start, sentence.raw[head[2] - 1].end)
        return "COUNTED", Tally(nobody, start, span[1], span, head[3], zero=True), head[2]
    if sentence.kind(first) == "OTHER" and sentence.low(first).endswith("s"):
        span = (sentence.raw[first].start, sentence.raw[first].end)
        return "COUNTED", Tally(nobody, start, span[1], span, zero=True), first + 1
    return "COUNTED", Tally(nobody, start, sentence.raw[first - 1].end, zero=True), first


_OF_WHOM = {"its", "their", "our", "his", "her", "those", "these"}


def _is_a_crew(sentence: Sentence, at: int) -> bool:
    """Whether a group with its size stands here, of which a number before it is a part: "seven of a crew of 25"."""
    return sentence.kind(at) == "A" and sentence.low(at + 1) in {"crew", "family"} and sentence.low(at + 2) == "of"


def _people_at(sentence: Sentence, at: int) -> tuple[str, int, int, bool | None, str | None] | None:
    """The noun phrase for people that begins here: its kind, where its words begin and end, civilian or not."""
    end, last, civilian, here = at, -1, None, at
    effect: str | None = None
    limit = at + 9
    while here < min(limit, len(sentence.raw)):
        kind, low = sentence.kind(here), sentence.low(here)
        if here > at and (low in UNITS or low in TENS or low in SCALES):
            break
        if kind == "PERSON":
            known = sentence.raw[here].value[0]  # type: ignore[index]
            # The head decides, and a "civilian" before it; "police officers" stay open.
            civilian = known if known is not None else (civilian if low != "police" else None)
            if any(sentence.low(k) in {"civilian", "non-combatant"} for k in range(at, here + 1)):
                civilian = True
            last, end = here, here + 1
        elif kind in {"DEATHS", "BODIES", "LIVES"}:
            return (
                {"DEATHS": "SUM", "BODIES": "BODYSUM", "LIVES": "LIVESUM"}[kind],
                at,
                here + 1,
                civilian,
                str(sentence.raw[here].value),
            )
        elif kind in {"DONE", "DEAD"}:
            # "two wounded soldiers", "12 dead bodies"; "12 killed in" is no noun
            ahead = [sentence.kind(here + k) for k in (1, 2)]
            if (
                here > at
                or quantity_at(sentence, here + 1) is not None
                or not (ahead[0] in {"PERSON", "BODIES"} or (ahead[0] == "OTHER" and ahead[1] == "PERSON"))
            ):
                break
            if kind == "DONE" and ahead[0] == "PERSON" and not sentence.raw[here + 1].value[1]:  # type: ignore[index]
                break
            effect = str(sentence.raw[here].value)
        elif kind in {"VERB", "HEDGE"} and low.endswith("ed") and here < at + 3 and last < 0:
            if sentence.kind(here + 1) not in {"PERSON", "OTHER"}:
                break
        elif (
            kind == "AND"
            and last < 0
            and here > at
            and sentence.kind(here + 1) == "OTHER"
            and quantity_at(sentence, here + 1) is None
            and "PERSON" in (sentence.kind(here + 2), sentence.kind(here + 3))
        ):
            pass
        elif kind == "UNIT" and (low.endswith(("'s", "’s")) or sentence.low(here + 1) in {"'s", "’s"}):
            pass  # "25 of the group's fighters"
        elif kind == "UNIT":
            if sentence.kind(here + 1) != "PERSON" and not (sentence.capital(here) and not sentence.shouted):
                if last < 0 or here == last + 1:
                    return None
                break
        elif kind == "AGE":
            if low.endswith(("old", "olds")) and sentence.kind(here + 1) not in {"OTHER", "PERSON"}:
                last, end = here, here + 1
        elif kind not in {"OTHER", "DASH", "MORE"} or low in {"%", "/"} or (kind == "DASH" and last >= 0):
            break
        here += 1
    if last < 0:
        return None
    tail = sentence.raw[end] if end < here and end < len(sentence.raw) else None
    if (
        tail is not None
        and tail.kind == "OTHER"
        and tail.low.isalpha()
        and not sentence.capital(end)
        and not tail.low.endswith(("ly", "ing", "ed"))
    ):
        return None  # "12 rebel strongholds"
    if effect is not None:
        return "COUNTED", at, end, civilian, effect
    return "PERSON", at, end, civilian, None


def _thing(sentence: Sentence, at: int) -> int | None:
    """Where a noun of at most four words ends that is no person we know of and no thing."""
    here = at
    while here < len(sentence.raw) and here < at + 4 and sentence.kind(here) in {"OTHER", "MORE"}:
        if not (sentence.low(here).replace("-", "").replace("'", "").isalnum() or sentence.low(here) in {"'s", "’s"}):
            break
        here += 1
    if here == at or sentence.kind(here) in {"UNIT", "PERSON"}:
        return None
    return here if sentence.low(here - 1).endswith("s") or sentence.capital(here - 1) or here - at <= 2 else None


def _single(sentence: Sentence, at: int, kind: str) -> tuple[str, Tally, int] | None:
    head = _people_at(sentence, at + 1)
    if head is None or head[0] not in {"PERSON", "COUNTED"}:
        if head is not None and head[0] == "SUM" and kind == "ONE_" and sentence.low(head[2] - 1) == "casualty":
            return None
        after = sentence.kind(at + 2)
        if (
            kind == "ONE_"
            and sentence.capital(at + 1)
            and _NATIONAL.search(sentence.low(at + 1))
            and after in _AFTER_ONE
        ):
            span = (sentence.raw[at].start, sentence.raw[at + 1].end)
            return kind, Tally(Count.exactly(1), span[0], span[1], span, plural=False), at + 2
        return None
    _, _, stop, civilian, effect = head
    last = sentence.raw[stop - 1]
    plural = last.kind == "PERSON" and bool(last.value[1])  # type: ignore[index]
    if sentence.low(at) in {"these", "those"}:
        plural = True
    span = (sentence.raw[at].start, last.end)
    if last.low == "family" and sentence.low(stop) == "of" and (size := number_at(sentence, stop + 1)) and size[0].best:
        return "COUNTED", Tally(size[0], span[0], sentence.raw[size[1] - 1].end, span, True), size[1]
    if last.low in {"crew", "staff"} and sentence.low(stop) == "of" and (size := number_at(sentence, stop + 1)):
        return "COUNTED", Tally(size[0], span[0], sentence.raw[size[1] - 1].end, span, civilian), size[1]
    if last.low in {"family", "crew", "police", "staff"} and kind == "ONE_":
        plural = True
    count = vague_counts()["plural"] if plural else Count.exactly(1)
    if plural and (number := number_at(sentence, at + 1)) is not None and number[1] < stop:
        count = number[0]  # "her two sons", "the three guards"
    if plural and kind == "ONE_":
        return None
    if last.low in {"dead", "wounded", "others"}:
        return None
    return kind, Tally(count, span[0], span[1], span, civilian, plural=plural, effect=effect), stop


def _is_also_his(sentence: Sentence, at: int, stop: int) -> bool:
    """Whether one person stands under the "his" of another: "his guard and driver were killed", not "was"."""
    if sentence.kind(at - 1) != "AND":
        return False
    his = next((k for k in range(at - 2, at - 5, -1) if sentence.low(k) in {"his", "her", "their"}), None)
    if his is None:
        return False
    return sentence.kind(his - 1) in {"DONE", "DOING"} or any(
        sentence.low(k) in {"were", "are", "have"} for k in range(stop, stop + 3)
    )


def _bare_person(sentence: Sentence, at: int) -> tuple[str, Tally, int] | None:
    head = _people_at(sentence, at)
    if head is None or head[0] != "PERSON":
        return None
    stop, civilian = head[2], head[3]
    last = sentence.raw[stop - 1]
    if last.kind != "PERSON" or last.low in {"others", "dead", "wounded"}:
        return None
    span = (sentence.raw[at].start, last.end)
    if not last.value[1]:  # type: ignore[index]
        if _is_also_his(sentence, at, stop):
            return "ONE_", Tally(Count.exactly(1), span[0], span[1], span, civilian, plural=False), stop
        if (
            sentence.kind(at - 1) in {"DOES", "DONE", "DOING"} and sentence.kind(stop) != "OTHER"
        ):  # "strike kills rebel commander"
            return "NAME_", Tally(Count.exactly(1), span[0], span[1], span, civilian, plural=False), stop
        if sentence.kind(stop) == "OTHER" and sentence.capital(stop):  # "commander Abu Karim"
            here = stop
            while (
                sentence.kind(here) == "OTHER"
                and sentence.capital(here)
                and here < stop + 5
                and sentence.low(here).isalpha()
            ):
                here += 1
            whole = (span[0], sentence.raw[here - 1].end)
            return "NAME_", Tally(Count.exactly(1), whole[0], whole[1], whole, civilian, plural=False), here
        return None
    return "PLURAL_", Tally(vague_counts()["plural"], span[0], span[1], span, civilian), stop


def _shouted_name(sentence: Sentence, at: int) -> tuple[str, Tally, int] | None:
    """A name in a text of capitals: unknown words where a victim must stand, after "murder of" or before "was"."""
    before = sentence.kind(at - 1)
    after_verb = (before == "OF" and sentence.kind(at - 2) in {"DEATHOF", "DOING", "BODY"}) or before in {
        "DONE",
        "DOING",
    }
    at_start = before in {"", "COMMA", "REL"}
    if not (after_verb or at_start) or sentence.low(at) in _NO_NAME:
        return None
    here = at
    while sentence.kind(here) == "OTHER" and sentence.low(here).isalpha() and here < at + 6:
        if sentence.low(here) in _NO_NAME or sentence.low(here).endswith(("ly", "ed")):
            return None
        here += 1
    if here - at < 2 or sentence.kind(here) in {"PERSON", "UNIT", "OTHER", "DEATHS"}:
        return None
    if at_start and not after_verb and sentence.kind(here) not in {"BE", "HAVE", "COMMA", "DIED"}:
        return None
    span = (sentence.raw[at].start, sentence.raw[here - 1].end)
    return "NAME_", Tally(Count.exactly(1), span[0], span[1], span, plural=False), here


def _plural_or_name(sentence: Sentence, at: int) -> tuple[str, Tally, int] | None:
    """Capitalised words: "Afghan civilians", or a person's name of two words or more."""
    here = at
    while (
        here < len(sentence.raw)
        and sentence.capital(here)
        and sentence.kind(here) in {"OTHER", "PERSON"}
        and sentence.raw[here].low.replace("-", "").isalpha()
    ):
        here += 1
    if sentence.kind(here) == "PERSON" or sentence.kind(here - 1) == "PERSON":
        head = _people_at(sentence, at)
        if head is not None and head[0] == "PERSON":
            last = sentence.raw[head[2] - 1]
            span = (sentence.raw[at].start, last.end)
            if last.kind == "PERSON" and last.value[1]:  # type: ignore[index]
                return "PLURAL_", Tally(vague_counts()["plural"], span[0], span[1], span, head[3]), head[2]
            if here <= head[2] and last.kind == "PERSON":  # "US strike kills Taliban commander"
                return "NAME_", Tally(Count.exactly(1), span[0], span[1], span, head[3], plural=False), head[2]
    only = sentence.low(at)
    if here - at == 1 and at > 0 and _DEMONYM.search(only) and only not in _NO_DEMONYM and sentence.low(here) != "'s":
        span = (sentence.raw[at].start, sentence.raw[at].end)
        return "THING", Tally(vague_counts()["plural"], span[0], span[1], span, known=False), here
    if (
        here - at == 1
        and only not in _NO_SUBJECT
        and only not in _NO_NAME
        and (sentence.kind(here) == "BE" or (sentence.kind(here) == "COMMA" and sentence.kind(here + 1) == "AGE"))
    ):
        span = (sentence.raw[at].start, sentence.raw[at].end)
        return "NAME_", Tally(Count.exactly(1), span[0], span[1], span, plural=False), here
    whose = here - at == 1 and sentence.low(here) in _WHOSE and sentence.low(here + 1) in _ENDS and only not in _NO_NAME
    if whose:  # "Sabo's murder"
        span = (sentence.raw[at].start, sentence.raw[at].end)
        return "NAME_", Tally(Count.exactly(1), span[0], span[1], span, plural=False), here
    if here - at < 2 or here - at > 5 or any(sentence.raw[k].low in _NO_NAME for k in range(at, here)):
        return None
    span = (sentence.raw[at].start, sentence.raw[here - 1].end)
    return "NAME_", Tally(Count.exactly(1), span[0], span[1], span, plural=False), here
