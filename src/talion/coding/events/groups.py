"""The mentions of one act as one group, and which of them tells most."""

from collections.abc import Callable
from dataclasses import dataclass, field

from talion.coding.events.mentioned import Mentioned
from talion.coding.events.which_act import Attributed
from talion.coding.sides.cast import Cast

GENERIC = {None, "heavy-weapons"}
SameSide = Callable[[str, str], bool]


@dataclass(slots=True)
class Group:
    """The mentions of one act; `spoken_of` are those that deny it or lay it to somebody, and add nothing else."""

    mentions: list[Mentioned]
    attributed: list[Attributed] = field(default_factory=list)
    spoken_of: list[Mentioned] = field(default_factory=list)

    @property
    def lead(self) -> Mentioned:
        """The mention that tells most, in the body rather than above it."""
        return max(self.mentions, key=weight_of) if len(self.mentions) > 1 else self.mentions[0]

    @property
    def doers(self) -> tuple[str, ...]:
        """All that any mention names as having done it."""
        return tuple(dict.fromkeys(a for one in self.mentions for a in one.told.actor.actors))

    @property
    def hit(self) -> tuple[str, ...]:
        """All to whom any mention says that it was done."""
        return tuple(dict.fromkeys(a for one in self.mentions for a in one.told.recipient.actors))


def weight_of(one: Mentioned) -> tuple[int, int, int, int]:
    """How much a mention tells: sides, day, place, toll; then the body before what stands above it."""
    told = one.told
    return (
        sum(
            (
                bool(told.actor.actors),
                bool(told.recipient.actors),
                one.days is not None and one.days.span is not None,
                bool(one.places),
                bool(one.tolls),
            )
        ),
        not told.definite,
        -told.paragraph,
        -told.token.i,
    )


def kind_of(one: Mentioned, cast: Cast) -> str:
    """The kind of paragraph that a mention stands in: headline, standfirst, caption or body."""
    return cast.paragraphs[one.told.paragraph].kind
