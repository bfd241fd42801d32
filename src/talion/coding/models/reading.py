"""What the models found in one sentence, with where it stands and how sure they are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TriggerFound:
    """The words that tell an act, its PLOVER type and its status; `start` and `end` are offsets in the sentence."""

    start: int
    end: int
    type: str
    status: str
    score: float
    type_score: float
    status_score: float
    given: bool = False


@dataclass(frozen=True, slots=True)
class RoleFound:
    """Who or what stands to an act in a role; `act` counts the reading's triggers."""

    act: int
    role: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class PairFound:
    """That one act answers another ("answers"), or only comes after it ("after"); both count the triggers."""

    kind: str
    response: int
    trigger: int
    score: float
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class SpeechFound:
    """The words that report speech, what they do (says, denies, claims, ...), the speaker, and the acts spoken of."""

    start: int
    end: int
    verb: str
    score: float
    verb_score: float
    speaker: tuple[int, int] | None
    speaker_score: float
    about: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ExpectationFound:
    """The words of an expectation of what comes, and its direction."""

    start: int
    end: int
    direction: str
    conditional: bool
    score: float
    direction_score: float


@dataclass(frozen=True, slots=True)
class TieFound:
    """The words that tie two parties, the kind of tie, and the two."""

    start: int
    end: int
    kind: str
    score: float
    kind_score: float
    subject: tuple[int, int] | None
    object: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class CauseFound:
    """One cause with its effect, and the word that signals it where there is one."""

    cause: tuple[int, int]
    effect: tuple[int, int]
    signal: tuple[int, int] | None
    score: float


@dataclass(frozen=True, slots=True)
class Causal:
    """Whether a sentence tells a cause, and which."""

    score: float
    relations: tuple[CauseFound, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that the models found in one sentence."""

    text: str
    triggers: tuple[TriggerFound, ...] = ()
    roles: tuple[RoleFound, ...] = ()
    pairs: tuple[PairFound, ...] = ()
    speech: tuple[SpeechFound, ...] = ()
    expectations: tuple[ExpectationFound, ...] = ()
    ties: tuple[TieFound, ...] = ()
    causal: Causal = Causal(0.0)
    gated: bool = False
