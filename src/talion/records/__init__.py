"""The nouns: small frozen records that every stage takes and gives."""

from talion.records.actor import ACTOR_KINDS, RELATION_KINDS, UNKNOWN_ACTOR, Actor, Name, Relation
from talion.records.assessment import DIRECTIONS, Assessment
from talion.records.claim import STANCES, TOPICS, Claim, Speaker
from talion.records.coded import Coded
from talion.records.considered import Considered
from talion.records.count import Count
from talion.records.days import DateSpan
from talion.records.doubt import Doubt, Severity
from talion.records.estimate import Estimate
from talion.records.event import ACTIONS, STATUSES, WORDS, Attribution, Blame, Event, Toll, TollPart
from talion.records.forecast import Forecast, Score
from talion.records.identity import content_id
from talion.records.jsons import from_json, to_json
from talion.records.link import BASES, VERDICTS, Exchange, Judgement, Link, Match
from talion.records.place import PRECISIONS, Place
from talion.records.question import ASKS, Question, Resolution
from talion.records.report import PART_KINDS, Mark, Part, Passage, Report
from talion.records.selection import Selection
from talion.records.taken import Taken
from talion.records.timeline import Dyad, Timeline

__all__ = [
    "ACTIONS",
    "ACTOR_KINDS",
    "ASKS",
    "BASES",
    "DIRECTIONS",
    "PART_KINDS",
    "PRECISIONS",
    "RELATION_KINDS",
    "STANCES",
    "STATUSES",
    "TOPICS",
    "UNKNOWN_ACTOR",
    "VERDICTS",
    "WORDS",
    "Actor",
    "Assessment",
    "Attribution",
    "Blame",
    "Claim",
    "Coded",
    "Considered",
    "Count",
    "DateSpan",
    "Doubt",
    "Dyad",
    "Estimate",
    "Event",
    "Exchange",
    "Forecast",
    "Judgement",
    "Link",
    "Mark",
    "Match",
    "Name",
    "Part",
    "Passage",
    "Place",
    "Question",
    "Relation",
    "Report",
    "Resolution",
    "Score",
    "Selection",
    "Severity",
    "Speaker",
    "Taken",
    "Timeline",
    "Toll",
    "TollPart",
    "content_id",
    "from_json",
    "to_json",
]
