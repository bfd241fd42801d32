"""What a headline tells and the body tells in other words: one act, unless something speaks against it.

In a body, two words need a reason to be taken for one act. A headline tells the news of the text below it, so here it
is the other way round.
"""

from collections.abc import Collection, Sequence

from talion.coding.acts.told import ASSAULT
from talion.coding.events.alike import days_fit, place_fit
from talion.coding.events.effects import is_effect
from talion.coding.events.fitting import speaks_against
from talion.coding.events.groups import GENERIC, Group, SameSide, kind_of
from talion.coding.events.mentioned import DEED, Mentioned, is_of_another_time, is_run
from talion.coding.sides.cast import Cast
from talion.records import Count

_ABOVE = {"headline", "standfirst"}
_AGREED = 1.9
_MORE = 1.2  # a headline that counts so much more than an act tells more than this act


def join_headlines(
    groups: Sequence[Group], number: int, cast: Cast, same_side: SameSide, apart: Collection[tuple[int, int]]
) -> list[Group]:
    """The groups, with those that only a headline tells joined to the act of a paragraph (`number`) that they may be.

    In the first paragraph of the body that is any act that nothing speaks against; further down one that agrees too.
    """
    is_first = all(p.kind != "body" for p in cast.paragraphs[:number])
    kept = list(groups)
    for head in groups:
        above = [m for m in head.mentions if kind_of(m, cast) in _ABOVE]
        if not above or not all(_is_news(m) if m in above else is_effect(m.told) for m in head.mentions):
            continue
        news = [
            group
            for group in kept
            if group is not head
            and any(m.told.paragraph == number and _is_news(m) for m in group.mentions)
            and not any(_differ(m, group, cast, same_side, apart) for m in head.mentions)
            and (is_first or _agreement(head, group) >= _AGREED)
        ]
        if len(news) > 1:
            news = [group for group in news if not _counts_more(head, group)]
        if not news:
            continue
        best = max(news, key=lambda group: (_agreement(head, group), -_first(group)[0], -_first(group)[1]))
        best.mentions[:0] = head.mentions
        best.attributed[:0] = head.attributed
        best.spoken_of[:0] = head.spoken_of
        kept.remove(head)
    return kept


def _is_news(one: Mentioned) -> bool:
    told = one.told
    real = told.sense.action == ASSAULT and told.standing.status in DEED and not told.so_far
    return real and not is_run(told) and not is_of_another_time(told.token)


def _differ(one: Mentioned, group: Group, cast: Cast, same_side: SameSide, apart: Collection[tuple[int, int]]) -> bool:
    """Whether a mention in a headline tells another act than a group does."""
    if any((id(one.told), id(m.told)) in apart or _beside(one, m) for m in group.mentions):
        return True
    return speaks_against(one, group, cast, same_side)


def _beside(one: Mentioned, other: Mentioned) -> bool:
    same = one.told.paragraph == other.told.paragraph
    return same and one.told.sentence.start == other.told.sentence.start


def _dead(group: Group) -> list[int]:
    counts: list[Count] = [
        part.count
        for m in group.mentions
        for part, _, _, said in m.tolls
        if part.effect == "killed" and said.kind != "part"
    ]
    return [n for count in counts if (n := count.low or count.best)]


def _counts_more(head: Group, group: Group) -> bool:
    """Whether a headline counts more dead than the act has by all that is said of it."""
    mine, theirs = _dead(head), _dead(group)
    return bool(mine and theirs) and max(mine) > _MORE * sum(theirs)


def _agreement(head: Group, group: Group) -> float:
    days = max((days_fit(m, group) for m in head.mentions), default=0.0)
    places = max((place_fit(m, group) for m in head.mentions), default=0.0)
    modes = {m.told.sense.mode for m in head.mentions} - GENERIC
    weapons = {m.told.weapon for m in head.mentions} - {None}
    words = {m.told.token.lemma_.lower() for m in head.mentions}
    same = any(
        m.told.sense.mode in modes or m.told.weapon in weapons or m.told.token.lemma_.lower() in words
        for m in group.mentions
    )
    return 2.0 * bool(set(_dead(head)) & set(_dead(group))) + days + places + 0.9 * same


def _first(group: Group) -> tuple[int, int]:
    return min((m.told.paragraph, m.told.token.i) for m in group.mentions)
