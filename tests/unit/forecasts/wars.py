"""Small invented wars for the tests of forecasts."""

from datetime import date, timedelta

from talion.records import Count, DateSpan, Event, Timeline, Toll, TollPart

FIRST = date(2031, 1, 1)
SIDES = ("Ashmar", "Belvar")


def day(n):
    """The day so many days after the first."""
    return FIRST + timedelta(days=n)


def act(n, by="Ashmar", on="Belvar", *, killed=0, until=None, action="ASSAULT", status="done", acts=1):
    """One act on day n, or known to lie between day n and day `until`; `killed` None is not known."""
    parts = () if killed is None else (TollPart("killed", Count.exactly(killed)),)
    return Event(
        f"event-{by}-{n}-{until}-{killed}-{action}",
        action,
        status=status,
        actors=(by,) if by else (),
        recipients=(on,),
        when=None if n is None else DateSpan(day(n), day(n if until is None else until)),
        toll=Toll(parts),
        acts=Count(acts, None, None) if acts > 1 else Count.exactly(1),
    )


def war(*acts, days=100):
    """A timeline watched for so many days from the first."""
    return Timeline(tuple(acts), (DateSpan(FIRST, day(days - 1)),))
