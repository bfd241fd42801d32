"""Who says what: every quotation and report of speech with its speaker, role, affiliation, cue and content."""

import re
from dataclasses import dataclass, field

from talion.coding.sides.cast import Cast
from talion.records import Speaker


@dataclass(slots=True)
class Speech:
    """One report of speech: `content` holds the tokens (by number) of one paragraph that the speaker stands for."""

    paragraph: int
    cue: int
    speaker: Speaker
    verb: str
    first: int
    last: int
    content: set[int] = field(default_factory=set)
    quoted: bool = False


@dataclass(slots=True)
class Voices:
    """All speech of one report, and the people that it names."""

    cast: Cast
    speeches: list[Speech] = field(default_factory=list)
    people: dict[str, Speaker] = field(default_factory=dict)
    last_person: Speaker | None = None

    def at(self, number: int, token: int) -> Speech | None:
        """The innermost speech whose content holds this token."""
        holding = [s for s in self.speeches if s.paragraph == number and token in s.content]
        return min(holding, key=lambda s: len(s.content), default=None)

    def actor_at(self, number: int, token: int) -> str | None:
        """The party whose words hold this token: whom "we" means there."""
        speech = self.at(number, token)
        return speech.speaker.actor if speech is not None else None


_NOBODY = frozenset({
    "i", "we", "he", "she", "they", "it", "who", "some", "many", "others", "this", "that", "people", "one", "both",
})  # fmt: skip
_POLITICIAN = re.compile(
    r"\b(MPs?|lawmakers?|senators?|member of parliament|congress\w+|politicians?|advis[eo]rs?|former \w+)\b"
)
_IN_OFFICE = re.compile(r"spokes|minister|president(?!ial)|commander|ambassador|prosecutor|police", re.IGNORECASE)


def is_somebody(speaker: Speaker) -> bool:
    """Whether a speaker is a person or a group of people that can be pointed at, and no "some" or "many"."""
    name = speaker.name.lower()
    return name not in _NOBODY and not re.search(r"source|statement|report", name)


def is_assessor(speaker: Speaker) -> bool:
    """Whether somebody judges the conflict from outside: an expert, or a politician who speaks for no party."""
    if speaker.name.lower() in _NOBODY:
        return False
    if speaker.kind in {"expert", "witness"}:
        return True
    if (
        speaker.kind == "unnamed"
        and speaker.actor is None
        and (speaker.role or speaker.affiliation)
        and not re.search(r"source|statement|report", speaker.name, re.IGNORECASE)
    ):
        return True
    words = f"{speaker.role or ''} {speaker.name}"
    common = not any(word[:1].isupper() for word in speaker.name.split()[1:])
    unnamed_official = speaker.kind == "official" and speaker.actor is None and common
    unnamed_official = unnamed_official and not speaker.name.startswith("The ")
    if unnamed_official and not _IN_OFFICE.search(words) and not re.search(r"official|police|army|milit", words):
        return True  # "a diplomat of a neighbouring country"
    named = any(word[:1].isupper() for word in speaker.name.split()[1:]) and speaker.name[:1].isupper()
    if speaker.kind == "official" and speaker.actor is None and named and not _IN_OFFICE.search(words):
        return True
    return (
        speaker.kind in {"official", "unnamed"}
        and bool(_POLITICIAN.search(words))
        and not re.search(r"spokes|minister|president(?!ial)|commander", words, re.IGNORECASE)
    )
