"""Verdicts and the catalogue of measures, laid out for a terminal and as lists."""

from collections.abc import Iterator

from talion.measures.catalogue import Card
from talion.measures.reciprocity import Verdict
from talion.views.tables import Column, Listing, Named

VERDICTS: Listing[Verdict] = Listing(
    "verdict",
    "verdicts",
    (
        Column("does", lambda one, _: one.dyad.recipient, 12),
        Column("answer", lambda one, _: one.dyad.actor, 12),
        Column("finding", lambda one, _: one.finding, 11),
        Column("because", lambda one, named: named.cast.with_articles(one.because), 40),
    ),
    lambda one, _: {
        "actor": one.dyad.actor,
        "recipient": one.dyad.recipient,
        "finding": one.finding,
        "because": one.because,
        "value": one.checks[0].estimate.value,
        "low": one.checks[0].estimate.low,
        "high": one.checks[0].estimate.high,
        "p": one.checks[0].p,
        "caveats": "; ".join(one.caveats),
        "selection": one.selection.says,
    },
    "A finding is about these events and these days; cannot tell is a finding too",
)

MEASURES: Listing[Card] = Listing(
    "measure",
    "measures",
    (
        Column("name", lambda card, _: card.name, 20),
        Column("asks", lambda card, _: card.question, 30),
        Column("misleads", lambda card, _: " ".join(card.misleads), 40),
    ),
    lambda card, _: {
        "name": card.name,
        "question": card.question,
        "formula": card.formula,
        "assumes": " ".join(card.assumes),
        "misleads": " ".join(card.misleads),
        "reference": card.reference,
    },
    "In Python each is a function of talion.measures",
)


def page_of(one: Verdict, named: Named) -> Iterator[str]:
    """The lines of a verdict: what is found, how sure, what would overturn it, and what is shown beside it."""
    yield named.cast.with_articles(one.sentence)
    yield "  How sure:"
    for check in one.checks:
        word = {True: "survives", False: "does not survive", None: "could not be made"}[check.survives]
        yield f"  - {check.name}: {word} ({named.cast.with_articles(check.says)})"
    for check in one.shown:
        if check.survives is None:
            continue
        yield f"  - {check.name}, shown and not counted: {check.says}. {check.estimate.caveats[0]}."
    yield "  What would overturn it:"
    for sentence in one.overturn:
        yield f"  - {named.cast.with_articles(sentence)}"
    if one.caveats:
        yield "  But:"
        for caveat in one.caveats:
            yield f"  - {named.cast.with_articles(caveat)}"
