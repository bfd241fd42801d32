"""What one mention of an act holds, and the grammar that all who read acts go by: subjects, passives, heads."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from talion.codebook.acts import Sense
from talion.codebook.word_classes import word_class
from talion.coding.acts.status import Standing
from talion.coding.sides.phrases import WEAPON_NOUNS, Party
from talion.records import Count

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


# A thing that force can hit: what "hit" and "destroy" need as their object, or they tell something else.
ABSTRACT = word_class("abstract")


ASSAULT = "ASSAULT"


# Nouns that tell an act by those who died in it.
DEATHS = frozenset({"killing", "death", "murder", "slaying", "assassination"})


# Verbs that tell what an act did rather than the act.
EFFECTS = frozenset({"kill", "wound", "injure", "maim", "slay", "destroy", "damage", "martyr"})


OTHER_TIMES = {"after", "before", "since", "because", "if", "until", "although", "though"}


# Verbs that carry an act told by their object: "carried out an attack".
LIGHT = frozenset(
    {
        "carry", "launch", "conduct", "stage", "mount", "commit", "perform", "make", "undertake", "wage", "deliver",
        "order", "authorise", "authorize", "lead", "direct", "see", "face", "suffer", "receive", "begin", "start",
        "resume", "continue", "unleash", "execute", "plan", "prepare", "attempt", "survive", "announce", "threaten",
        "sustain", "host", "hold", "organise", "organize", "consider", "weigh", "mull",
    }
)  # fmt: skip


# What is done to somebody by what is done to his things.
_ON_THINGS = {"ASSAULT", "COERCE", "SANCTION"}
SUFFERED = {"come", "see", "face", "suffer", "receive", "survive", "sustain"}


@dataclass(slots=True)
class Told:
    """One mention of an act: its word, its sense, its parties, and what else its sentence says of it.

    `so_far` means a sum over many acts ("have been killed since Monday"). `alleged` is whom the sentence accuses of it,
    which is no fact and yet tells which act is meant. `matter` is what is threatened, called for or imposed: first and
    last token of "a strong response". `score` is that of a model that told it; None where a rule did. `plain` means
    that a model hears it in a verb that tells it as it was or will be.
    """

    paragraph: int
    token: "Token"
    first: int
    last: int
    sense: Sense
    word: str
    is_noun: bool
    standing: Standing
    actor: Party = field(default_factory=Party)
    recipient: Party = field(default_factory=Party)
    weapon: str | None = None
    alleged: Party | None = None
    matter: tuple[int, int] | None = None
    definite: bool = False
    plural: bool = False
    so_far: bool = False
    acts: Count = field(default_factory=lambda: Count.exactly(1))
    folded: list["Token"] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    score: float | None = None
    plain: bool = False
    _sentence: "Span | None" = field(default=None, init=False, repr=False, compare=False)
    _sentence_text: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def sentence(self) -> "Span":
        """The sentence it stands in."""
        if self._sentence is None:
            self._sentence = self.token.sent
        return self._sentence

    @property
    def sentence_text(self) -> str:
        """The words of the sentence it stands in."""
        if self._sentence_text is None:
            self._sentence_text = self.sentence.text
        return self._sentence_text

    def words_for(self, side: str) -> tuple[int, int] | None:
        """The words that name a side ("actor" or "recipient") which its own words do not: first and last token.

        They are whom the one who acts is called by where he is "it", and whose the thing is that was hit.
        """
        party = self.actor if side == "actor" else self.recipient
        if party.named is None or (not party.actors and not party.thing):
            return None
        if party.thing:
            unknown = not party.actors and self.token.doc[party.named[1]].pos_ == "PRON"  # "its convoy"
            is_another = side == "recipient" and not unknown and (not party.actors or party.actors != self.actor.actors)
            return party.named if is_another and self.sense.action in _ON_THINGS else None
        inside = party.first <= party.named[0] and party.named[1] <= party.last
        return party.named if side == "actor" and not inside else None

    @property
    def tokens(self) -> list["Token"]:
        """The words that tell it, the verbs folded into it among them."""
        return [self.token, *self.folded]


def lemma_of(token: "Token") -> str:
    """The lemma in small letters; "Rockets" at the head of a sentence, taken for a name, is still a rocket."""
    lemma = token.lemma_.lower()
    if (
        token.pos_ == "PROPN"
        and lemma.endswith("s")
        and (lemma[:-1] in WEAPON_NOUNS or lemma[:-1] in word_class("people"))
    ):
        return lemma[:-1]
    return lemma


def objects_of(verb: "Token") -> list["Token"]:
    """The objects of a verb; of "degrade and defeat the group" that of the verb joined to it."""
    found = [c for c in verb.children if c.dep_ in {"dobj", "obj"}]
    behind = [c for c in verb.rights if c.dep_ not in {"cc", "conj", "advmod", "punct"}]
    if found or behind or verb.pos_ != "VERB" or is_passive(verb):
        return found
    joined = next((c for c in verb.rights if c.dep_ == "conj" and c.tag_ == verb.tag_), None)
    if joined is None or any(c.dep_ in {"nsubj", "nsubjpass", "aux", "mark"} for c in joined.children):
        return found
    return [c for c in joined.children if c.dep_ in {"dobj", "obj"}]


def head_and_beside(token: "Token") -> list["Token"]:
    """A head, the words before it, and its conjuncts: not the clauses behind it."""
    found = [token, *[c for c in token.lefts if c.dep_ in {"compound", "amod", "nmod"}], *token.conjuncts]
    for child in token.rights:  # "a barrage of rockets", "dozens of missiles"
        if child.dep_ == "prep" and child.lower_ == "of":
            found += [inner for inner in child.children if inner.dep_ == "pobj"]
    return found


_BARE = {"ccomp", "xcomp", "advcl"}


def subject_of(token: "Token") -> "Token | None":
    """Who does what a verb tells, through clauses that leave it out; None where nothing says it."""
    verb = token
    for _ in range(5):
        subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ != "there"]
        if len(subjects) > 1 and subjects[0].left_edge.lower_ in _NEAR:
            subjects = subjects[1:]  # "Near Al Marsa, two strikes hit": the parser takes the place for a name
        if subjects:
            # "Old rivals Chile and Peru met": the parser reads the description as a subject of its own
            beside = len(subjects) > 1 and subjects[1].left_edge.i == subjects[0].i + 1
            listed = len(subjects) > 1 and subjects[1].left_edge.i == subjects[0].i + 2
            listed = listed and subjects[0].nbor(1).text == "," and subjects[0].nbor(2).tag_ == "JJ"
            return subjects[1] if (beside and subjects[1].pos_ == "PROPN") or listed else subjects[0]
        if verb.dep_ == "relcl":
            return _one_of_them(verb.head) or verb.head
        if verb.dep_ == "acl" and verb.tag_ in {"VBG", "VBN"}:
            return verb.head
        if verb.dep_ == "conj" and verb.tag_ in {"VBD", "VBZ"} and verb.head.tag_ == "VB" and verb.head.dep_ in _BARE:
            verb = verb.head.head  # "let Muslims go and shot Christians": who let them go shot
            continue
        if verb.dep_ == "conj" and verb.tag_ in {"VB", "VBP", "VBZ", "VBD"} and verb.head.tag_ == "VBG":
            finite = next((t for t in verb.head.ancestors if t.tag_ in {"VBP", "VBZ", "VBD"}), None)
            if finite is not None:
                verb = finite  # "we thank the hosts for holding talks and urge both to return"
                continue
        if verb.dep_ == "conj" and verb.head.pos_ == "ADJ" and verb.head.head.pos_ in {"VERB", "AUX"}:
            verb = verb.head.head  # "called the measure illegal and recalled its envoy"
            continue
        if verb.dep_ in {"xcomp", "pcomp"} and verb.head.dep_ in {"acomp", "prep"} and verb.head.head.lemma_ == "be":
            verb = verb.head.head  # "is about to restore", "is ready to"
            continue
        bound = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ == "to" else None
        if bound is not None and bound.dep_ == "acomp" and bound.head.lemma_ in {"be", "remain", "stay"}:
            verb = bound.head  # "remains committed to working"
            continue
        asked = whom_asked(verb)
        if asked is not None:
            return asked
        if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp"} and verb.head.pos_ in {"VERB", "AUX"}:
            if verb.dep_ == "advcl" and verb.tag_ not in {"VBG", "VB", "VBN"}:
                return None
            verb = verb.head
            continue
        if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
            whom = _whom_for(verb)
            if whom is not None:
                return whom
            verb = verb.head.head
            if verb.lemma_.lower() in _ACCUSES:
                return None  # "accused Iran of organising the attack": blame, which is no fact
            if verb.pos_ not in {"VERB", "AUX"}:
                return None
            continue
        return None
    return None


def whom_asked(verb: "Token") -> "Token | None":
    """Who is asked or brought to do what a verb tells: "called on the parties to withdraw", "enabled it to strike"."""
    above = verb.head
    if verb.dep_ not in {"xcomp", "advcl"} or verb.tag_ != "VB" or is_passive(above):
        return None
    words = _ASKING.get(above.lemma_.lower())
    if words is None or not any(c.lower_ == "to" and c.dep_ == "aux" and c.i < verb.i for c in verb.children):
        return None
    whom = [c for c in above.rights if c.i < verb.i and c.dep_ == "dobj"] if not words else []
    whom += [i for c in above.rights if c.dep_ == "prep" and c.lower_ in words for i in c.children if i.i < verb.i]
    return next((t for t in whom if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)


_ASKING: dict[str, frozenset[str]] = {
    **dict.fromkeys(("call", "appeal", "plead", "press", "prevail"), frozenset({"on", "upon", "to", "with"})),
    **dict.fromkeys(
        ("urge", "ask", "order", "tell", "instruct", "invite", "encourage", "persuade", "convince", "force", "compel",
         "allow", "enable", "permit", "require", "oblige", "direct", "beg", "implore", "train", "authorise",
         "authorize", "forbid", "deny"),
        frozenset[str](),
    ),
}  # fmt: skip


def _whom_for(verb: "Token") -> "Token | None":
    """Whom one thanks or punishes for what he did, or helps in it: "thanked the army for escorting the patrol"."""
    above = verb.head.head
    helped = verb.head.lower_ == "in" and above.lemma_.lower() in {"support", "help", "assist", "aid", "back"}
    if not helped and (verb.head.lower_ != "for" or above.lemma_.lower() not in _JUDGES):
        return None
    wanted = {"nsubjpass"} if is_passive(above) else {"dobj"}
    return next((c for c in above.children if c.dep_ in wanted and c.i < verb.i), None)


_ACCUSES = {"accuse", "suspect", "charge", "blame", "convict", "clear", "condemn", "denounce"}
# What somebody is thanked or punished for, he did; of what he is only accused of, that is not said.
_JUDGES = {
    "thank", "praise", "commend", "applaud", "congratulate", "reward", "honour", "honor", "punish", "criticise",
    "criticize", "rebuke", "reprimand", "berate", "sentence", "jail", "fine", "expel", "dismiss", "sanction",
    "designate", "blacklist", "decorate", "chide",
}  # fmt: skip
_NEAR = {"near", "outside", "around", "along", "off", "inside", "across"}


def _one_of_them(head: "Token") -> "Token | None":
    """Who "was one of the first groups to send fighters": the subject before it, and not the groups."""
    one = head.head.head
    if head.dep_ == "pobj" and head.head.lower_ == "of" and one.lower_ == "one" and one.dep_ == "attr":
        return subject_of(one.head)
    return None


def is_passive(token: "Token") -> bool:
    """Whether a verb stands in the passive, so that its subject is the one it was done to."""
    if any(c.dep_ in {"auxpass", "nsubjpass", "agent"} for c in token.children):
        return True
    if token.tag_ == "VBN" and token.dep_ in {"acl", "conj", "advcl"}:
        # "were dragged from their car, beaten and shot": the parser hangs "beaten" on as a clause of its own
        return not any(c.dep_ in {"dobj", "aux"} for c in token.children) and (
            token.dep_ == "acl" or is_passive(token.head)
        )
    if token.tag_ == "VBD" and token.dep_ == "conj" and token.lemma_.lower() in _DONE_TO:
        return not any(c.dep_ in {"dobj", "aux", "nsubj"} for c in token.children) and is_passive(token.head)
    return False


def passive_subject(verb: "Token") -> "Token | None":
    """The "it" of "it was launched", where quotation marks have the parser hang it on "was" too."""
    found = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    hung = (c for h in verb.children if h.dep_ == "auxpass" for c in h.children if c.dep_ in {"nsubj", "nsubjpass"})
    return found or next(hung, None)


# What stands in the passive behind "was seized and …", where its form could be the past as well.
_DONE_TO = EFFECTS | {"shoot", "hit", "stab", "behead", "execute", "hang", "loot", "arrest", "seize", "bomb"}


def is_figure(whom: "Token") -> bool:
    """Whether what is fought is no party and nobody: a fire, a flood, "a mountain of cargo"."""
    near = head_and_beside(whom)
    if whom.tag_ == "NNS" and whom.lemma_.lower() in word_class("people"):
        return False
    somebody = word_class("people") | word_class("groups") | {"war", "battle", "duel", "action", "enemy", "foe", "fire"}
    names = {"NORP", "ORG", "GPE", "PERSON"}
    if whom.text[0].isupper() and whom.i > whom.sent.start and whom.nbor(-1).text[0].islower():
        return False  # a name that the parser takes for a noun
    return not any(t.lemma_.lower() in somebody or t.pos_ == "PROPN" or t.ent_type_ in names for t in near) and not any(
        c.dep_ == "poss" for c in whom.children
    )


def is_imperative(token: "Token", subject: "Token | None") -> bool:
    """Whether a verb is an order, and tells of no act."""
    if token.tag_ != "VB" or subject is not None:
        return False
    helpers = {c.lower_ for c in token.children if c.dep_ == "aux"}
    return token.dep_ in {"ROOT", "ccomp", "conj", "parataxis"} and not (helpers - {"do", "don't"})
