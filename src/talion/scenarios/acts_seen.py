"""The acts of a record from which a scenario is fitted, on its observed days laid end to end."""

from collections.abc import Sequence
from datetime import date, timedelta

from talion.records import Event, Timeline


class Seen:
    """The acts that count, on the observed days laid end to end."""

    def __init__(self, war: Timeline, kinds: Sequence[str]) -> None:
        self.days = sum(span.days for span in war.observed)
        self.first = war.observed[0].first
        self._place = {
            span.first + timedelta(days=k): n
            for n, (span, k) in enumerate((span, k) for span in war.observed for k in range(span.days))
        }
        wanted = {kind.upper() for kind in kinds}
        self.acts = [
            event for event in war.events
            if event.action in wanted and event.is_deed and event.directed and event.when is not None
            and event.when.first in self._place
        ]  # fmt: skip
        self.left_out = sum(event.action in wanted and event.is_deed for event in war.events) - len(self.acts)
        self.gaps = len(war.observed) - 1

    def on(self, day: date) -> int:
        """The place of a day among those observed; -1 where it was not."""
        return self._place.get(day, -1)

    def place(self, event: Event) -> int:
        """The place of the first day on which an act can have happened."""
        assert event.when is not None  # only dated acts are kept
        return self._place[event.when.first]

    def between(self, actor: str, recipient: str) -> list[Event]:
        """The acts of one party on another."""
        return [event for event in self.acts if actor in event.actors and recipient in event.recipients]

    def unknown_on(self, recipient: str) -> list[Event]:
        """The acts on a party by nobody who is known."""
        return [event for event in self.acts if not event.actors and recipient in event.recipients]


def killed_somebody(event: Event) -> bool | None:
    """Whether an act killed; None where the record does not say."""
    killed = event.toll.killed
    if killed.low or killed.point:
        return True
    return False if killed.high == 0 else None


def size_of(event: Event) -> float | None:
    """S: 1 plus the people killed or hurt; None where neither is known."""
    known = [n for n in (event.toll.killed.point, event.toll.injured.point) if n is not None]
    return 1.0 + sum(known) if known else None
