"""Counts and tolls in words: "at least 25 killed, among them two civilians"."""

import re
from collections.abc import Sequence

from talion.records import Count, Mark, Toll, TollPart
from talion.views.sentences import ORDER_WORDS, Cast, Run, listed, marked


def said_count(count: Count, said: str | None = None) -> str:
    """A count in words: "at least 25", "more than 50", "between 4 and 11", "one", "no"."""
    if said and count.low is not None and count.high is None:
        more = re.search(r"(more than|over)\s+([\d,]+)", said.lower())
        if more and int(more[2].replace(",", "")) in {count.low, count.low - 1}:
            return f"more than {more[2]}"
    if not count.is_known:
        return "an unknown number of"
    if count.low is not None and count.low == count.high:
        return _number(count.low)
    if count.low is not None and count.high is not None:
        best = f" (best guess {_number(count.best)})" if count.best is not None else ""
        low = _number(count.low) if count.low and count.high <= 10 else f"{count.low:,}" if count.low else "zero"
        return f"between {low} and {_number(count.high)}{best}"
    if count.high is not None:
        return f"up to {_number(count.high)}"
    return f"at least {_number(count.low)}" if count.low is not None else f"about {_number(count.best or 0)}"


def _number(n: int) -> str:
    return ORDER_WORDS[n] if n < len(ORDER_WORDS) else f"{n:,}"


_EFFECT = {"killed": "killed", "injured": "injured", "captured": "captured", "missing": "reported missing",
           "displaced": "displaced"}  # fmt: skip


def tell_toll(toll: Toll, cast: Cast, *, marks: Sequence[Mark] = ()) -> tuple[Run, ...]:
    """What an act cost people, as a clause: "at least 25 people were killed and more than 50 injured"."""
    runs: list[Run] = []
    total_named = False
    for effect, verb in _EFFECT.items():
        known = [part for part in toll.parts if part.effect == effect and part.count.is_known]
        totals = [part for part in known if part.party is None]
        named = [part for part in known if part.party is not None]
        if totals:
            total = totals[0].count
            if total.best is None and total.high is None and total.low == 0:
                total = Count.exactly(0)  # nobody by one count, so many or more by another
            words = said_count(total, totals[0].said)
            one = total == Count.exactly(1)
            none = total == Count.exactly(0)
            people = "" if total_named else (" person" if one else " people")
            kind = " civilian" if totals[0].civilian and people else ""
            was = "" if total_named else (" was" if one else " were")
            if none:
                kind, people, was, words = "", "", " was", "nobody"
            runs.append(marked(marks, f"{words}{kind}{people}{was} {verb}", effect))
            some = [part for part in named if part.count != Count.exactly(0)] if none else named
            if some:
                runs.append(marked(marks, f" ({_beside_total(some, total, cast)})", effect))
            total_named = True
            runs.append(Run(" and "))
        elif named:
            each = listed([_of_whom(part, cast) for part in named])
            one = len(named) == 1 and named[0].count == Count.exactly(1)
            runs.append(marked(marks, f"{each} {'was' if one else 'were'} {verb}", effect))
            total_named = False
            runs.append(Run(" and "))
    return tuple(runs[:-1])


def _beside_total(parts: Sequence[TollPart], total: Count, cast: Cast) -> str:
    """Parts by how they stand to the total: some of them, all of them, or more than there are, as another source says.

    What a part and the total have in common is not known; only what cannot be is told apart here.
    """
    inside: list[str] = []
    same: list[str] = []
    beyond: list[str] = []
    for part in parts:
        least = part.count.low if part.count.low is not None else part.count.best or 0
        kept = inside if total.high is None or least < total.high else same if least == total.high else beyond
        kept.append(_of_whom(part, cast))
    told = (("among them ", inside), ("", same), ("by another count ", beyond))
    return "; ".join(said + listed(words) for said, words in told if words)


_NUMBERED = re.compile(r"^(?:a|an|the|one|two|three|four|five|six|seven|eight|nine|ten|[\d,]+)\s+", re.IGNORECASE)


def _of_whom(part: TollPart, cast: Cast) -> str:
    number = said_count(part.count, part.said)
    party = part.party or "people"
    if party in cast.actors:
        if part.count == Count.exactly(1) and cast.actors[party].kind == "person":
            return cast.name(party)
        return f"{number} of {cast.name(party)}"
    # A category stands as the report wrote it, which may carry its own article or number.
    party = _NUMBERED.sub("", party)
    if part.count == Count.exactly(1) and _is_person(part.whose, party, cast):
        return party
    if part.count == Count.exactly(1) and party.lower() in {"civilians", "soldiers", "fighters", "children", "women"}:
        party = {"children": "child", "women": "woman"}.get(party.lower(), party[:-1])
    whose = f" of {cast.name(part.whose)}" if part.whose and part.whose in cast.actors else ""
    # "US service members" say whose they are, and so does any category with a name in it.
    says_whose = named_in(part.whose, party, cast) or re.search(r"(?:^|\s)[A-Z]", party) is not None
    return f"{number} {party}{'' if says_whose else whose}"


def _is_person(actor: str | None, party: str, cast: Cast) -> bool:
    """Whether a category is a person by name, with or without a rank: "General Qassem Soleimani"."""
    known = cast.actors.get(actor) if actor else None
    if known is None or known.kind != "person" or not party[:1].isupper():
        return False
    names = [name.casefold() for name in cast.known_as(known.id)]
    return any(party.casefold().endswith(name) or name.startswith(party.casefold()) for name in names)


def named_in(actor: str | None, text: str, cast: Cast) -> bool:
    """Whether the words name the actor already; true where there is nobody to name."""
    if actor is None:
        return True
    words = text.lower()
    names = [name.lower() for name in cast.known_as(actor)]
    return any(re.search(rf"\b{re.escape(name)}", words) for name in names if len(name) > 1)
