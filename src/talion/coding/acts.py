"""Mentions of acts in parsed text: which word tells it, who did it to whom, and whether it happened."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from talion.codebook.acts import ActWords, Sense
from talion.codebook.word_classes import word_class
from talion.coding.cast import THING_NOUNS, WEAPON_NOUNS, Cast, Party, phrase_of
from talion.coding.speech import Speech
from talion.coding.status import Standing, standing_of
from talion.records import Count

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

# Verbs that carry an act told by their object: "carried out an attack".
_LIGHT = frozenset(
    [
        "carry",
        "launch",
        "conduct",
        "stage",
        "mount",
        "commit",
        "perform",
        "make",
        "undertake",
        "wage",
        "deliver",
        "order",
        "authorise",
        "authorize",
        "lead",
        "direct",
        "see",
        "face",
        "suffer",
        "receive",
        "begin",
        "start",
        "resume",
        "continue",
        "unleash",
        "execute",
        "plan",
        "prepare",
        "attempt",
        "survive",
        "announce",
        "threaten",
        "sustain",
        "host",
        "hold",
        "organise",
        "organize",
    ]
)
_SUFFERED = {"come", "see", "face", "suffer", "receive", "survive", "sustain"}
_VIOLENT_EFFECT = {
    "kill",
    "wound",
    "injure",
    "hit",
    "strike",
    "destroy",
    "damage",
    "target",
    "slay",
    "maim",
    "burn",
    "leave",
    "demolish",
}
# A thing that force can hit: what "hit" and "destroy" need as their object, or they tell something else.
_ABSTRACT = word_class("abstract")
# Verbs that tell what an act did rather than the act.
EFFECTS = frozenset({"kill", "wound", "injure", "maim", "slay", "destroy", "damage"})
_OTHER_TIMES = {"after", "before", "since", "because", "if", "until", "although", "though"}
# "The rockets landed on the base": verbs that tell an attack where a weapon is their subject.
_LANDING = {"land", "slam", "crash", "fall", "impact", "rain"}
_SPAN_NOUNS = {
    "series",
    "string",
    "wave",
    "spate",
    "run",
    "number",
    "campaign",
    "barrage",
    "spree",
    "flurry",
    "succession",
}
_ASSAULT = "ASSAULT"


@dataclass(slots=True)
class Told:
    """One mention of an act: its word, its sense, its parties, and what else its sentence says of it.

    `so_far` means a sum over many acts ("have been killed since Monday"). `alleged` is whom the sentence accuses of it,
    which is no fact and yet tells which act is meant. `matter` is what is threatened, called for or imposed: first and
    last token of "a strong response".
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

    @property
    def sentence(self) -> "Span":
        """The sentence it stands in."""
        return self.token.sent

    @property
    def tokens(self) -> list["Token"]:
        """The words that tell it, the verbs folded into it among them."""
        return [self.token, *self.folded]


def find_acts(number: int, cast: Cast, words: ActWords) -> list[Told]:
    """Every mention of an act in one paragraph, in the order of its words."""
    doc = cast.paragraphs[number].doc
    told: list[Told] = []
    nouns: dict[int, Told] = {}
    for token in doc:
        hit = _noun_sense(token, words)
        if hit is not None:
            made = _tell_noun(number, token, *hit, cast)
            if made is not None:
                told.append(made)
                nouns[token.i] = made
    for token in doc:
        if token.pos_ not in {"VERB", "AUX"} or token.i in nouns or _is_adjective(token):
            continue
        for word, sense, last in _verb_senses(token, words):
            verb = _tell_verb(number, token, word, sense, last, cast, nouns)
            if isinstance(verb, Told):
                told.append(verb)
            if verb is not None:
                break
    told = _fold_effects(told)
    for one in told:
        if one.sense.action == _ASSAULT and one.matter is None and not one.recipient.thing:
            one.matter = _thing_at(one)
        one.weapon = one.sense.weapon or _weapon(one, words)
        for folded in one.folded:
            one.weapon = one.weapon or _weapon(replace(one, token=folded, is_noun=False), words)
    return sorted(told, key=lambda one: one.token.i)


def as_threat(told: Told, speech: Speech | None) -> Told:
    """The act as a threat, where a party says that it will strike or answer: words, whatever comes of them."""
    if speech is None or speech.speaker.actor is None or speech.speaker.kind not in {"party", "official"}:
        return told
    if (
        told.sense.action != _ASSAULT
        or told.standing.status not in {"planned", "hypothetical"}
        or told.sense.undirected
    ):
        return told
    helpers = {c.lower_ for t in told.tokens for c in t.children if c.dep_ == "aux"}
    own = not told.actor.actors or speech.speaker.actor in told.actor.actors
    if not helpers & {"will", "would", "shall"} or not own:
        return told
    if not told.sense.answer and not told.actor.actors:
        return told
    sense = Sense("THREATEN", "violence", status="threatened")
    standing = Standing("threatened", told.standing.hedge, "a party says what it will do", told.standing.tense)
    actor = Party((speech.speaker.actor,), told.actor.first, told.actor.last, why="who says so")
    return replace(
        told, sense=sense, standing=standing, actor=actor, why=[*told.why, "said by the one who would do it"]
    )


def _fold_effects(told: list[Told]) -> list[Told]:
    """Fold "killing two" into "rockets hit the base": one act, told by its means and by what it did."""
    kept = list(told)
    for effect in told:
        if effect.is_noun or effect.word not in EFFECTS:
            continue
        others = [
            o
            for o in kept
            if o is not effect and o.sense.action == _ASSAULT and o.sentence.start == effect.sentence.start
        ]
        cause = _cause_of(effect, [o for o in others if o.word not in EFFECTS]) or _joined_effect(effect, others)
        if cause is None or (effect.standing.status in {"done", "attempted"}) != (
            cause.standing.status in {"done", "attempted", "foiled"}
        ):
            continue
        cause.folded += effect.tokens
        if not cause.actor.actors and not cause.actor.unnamed:
            cause.actor = effect.actor
        harmed, hit = effect.recipient, cause.recipient
        if harmed.actors and hit.actors and not set(harmed.actors) & set(hit.actors):
            cause.recipient = replace(
                hit, actors=(*harmed.actors, *hit.actors), why="whom it killed or hurt, and whose it was"
            )
        elif harmed.actors and not hit.actors:
            cause.recipient = replace(harmed, first=hit.first, last=hit.last, thing=True) if hit.thing else harmed
        elif hit.first < 0:
            cause.recipient = harmed
        kept.remove(effect)
    return kept


def _cause_of(effect: Told, acts: list[Told]) -> Told | None:
    token = effect.token
    below = {c.i for c in token.children if c.dep_ in {"advcl", "prep", "agent"}}
    for act in acts:
        at = act.token
        if effect.actor.actors and at.head.i == token.i and at.dep_ == "advcl":
            continue  # "Israel killed commanders as rockets rained": two acts of two sides
        if (at.i in below and not any(c.dep_ == "mark" and c.lower_ in _OTHER_TIMES for c in at.children)) or (
            at.head.i in below and at.dep_ in {"pobj", "pcomp"}
        ):
            return act  # "killed when rockets struck"
        if (
            token.dep_ == "relcl"
            and _lemma(token.head) in WEAPON_NOUNS
            and token.head.head.i in {t.i for t in act.tokens}
        ):
            return act  # "fired the rockets that killed an American"
        earlier = any(
            (c.dep_ == "mark" and c.lower_ in _OTHER_TIMES)
            or (c.dep_ == "prep" and c.lower_ in _OTHER_TIMES and c.i < token.i)
            for c in token.children
        )
        if (
            token.dep_ in {"advcl", "conj", "xcomp", "relcl"}
            and not earlier
            and token.head.i in {t.i for t in act.tokens}
        ):
            same = not any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
            subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            if (
                same
                or effect.actor.unnamed
                or not effect.actor.actors
                or (subject is not None and _lemma(subject) in WEAPON_NOUNS)
            ):
                return act
    agentless = not effect.actor.actors and not effect.actor.unnamed
    return acts[0] if agentless and len(acts) == 1 and _same_clause(token, acts[0].token) else None


def _joined_effect(effect: Told, others: list[Told]) -> Told | None:
    """ "Killed two and wounded five": the second verb tells the same act as the first."""
    for other in others:
        if (
            other.word in EFFECTS
            and not other.is_noun
            and other.token.i < effect.token.i
            and effect.token in list(other.token.conjuncts)
        ) and effect.actor.actors in ((), other.actor.actors):
            return other
    return None


def _same_clause(one: "Token", other: "Token") -> bool:
    return not any(t.text in {";", ":"} for t in one.doc[min(one.i, other.i) : max(one.i, other.i)])


# ---------------------------------------------------------------- nouns


def _noun_sense(token: "Token", words: ActWords) -> tuple[Sense, str, int] | None:
    if token.ent_type_ in {"DATE", "TIME"}:
        return None  # "March 11" is no march
    if token.pos_ not in {"NOUN", "PROPN"} and not (
        token.tag_ in {"NN", "NNS"} or (token.tag_ == "VBZ" and token.dep_ == "nsubj")
    ):
        return None
    if token.dep_ in {"compound", "nmod", "amod", "npadvmod"} and token.head.i > token.i:
        return None  # the head of the compound tells it: "attack helicopter", "raid siren"
    lemma = token.lemma_.lower()
    # "car bomb" and "air strike" before "strike": the longest compound wins
    before: list[str] = []
    at = token.i - 1
    while (
        at >= token.sent.start
        and len(before) < words.longest_noun
        and (token.doc[at].dep_ in {"compound", "amod", "nmod", "punct"})
    ):
        if not token.doc[at].is_punct:
            before.insert(0, token.doc[at].lower_)
        at -= 1
    for take in range(len(before), -1, -1):
        phrase = " ".join([*before[len(before) - take :], lemma]) if take else lemma
        senses = words.nouns.get(phrase) or words.nouns.get(phrase.replace(" ", "-"))
        if senses:
            chosen = next((s for s in senses if _noun_fits(token, s)), None)
            if chosen is not None:
                first = token.i
                taken = take
                while taken:
                    first -= 1
                    taken -= not token.doc[first].is_punct
                return chosen, phrase, first
    return None


def _noun_fits(token: "Token", sense: Sense) -> bool:
    if sense.calls_for:
        return any(
            child.dep_ == "prep"
            and child.lower_ == "for"
            and any(t.lemma_.lower() in sense.calls_for for t in child.subtree)
            for child in token.children
        )
    if sense.object:
        return any(t.lemma_.lower() in sense.object for t in token.subtree if t.i > token.i)
    return True


def _tell_noun(number: int, token: "Token", sense: Sense, word: str, first: int, cast: Cast) -> Told | None:
    if _is_name(number, token, cast) or (token.lemma_.lower() == "strike" and _is_labour(token)):
        return None
    light = _light_verb(token)
    standing = standing_of(token, light)
    told = Told(number, token, first, token.i, sense, word, True, standing)
    if sense.status and standing.status == "done":
        told.standing = Standing(sense.status, standing.hedge, standing.because, standing.tense)
    told.plural = token.tag_ in {"NNS", "NNPS"}
    determiner = next((c.lower_ for c in token.lefts if c.dep_ == "det"), None)
    told.definite = determiner in {"the", "this", "that", "these", "those"} or any(
        c.dep_ == "poss" for c in token.lefts
    )
    told.acts = _how_many(token, plural=told.plural)
    if _several_times(token):
        told.plural, told.acts = True, Count(2)
    _noun_parties(number, told, light, cast)
    if light is not None:
        told.folded.append(light)
    if (sense.weak or sense.action == "THREATEN") and not _noun_is_sure(told):
        return None
    return told


def _noun_parties(number: int, told: Told, light: "Token | None", cast: Cast) -> None:
    token = told.token
    for child in token.children:
        if child.dep_ in {"poss", "compound", "amod", "nmod", "npadvmod"} and child.i < token.i:
            party = _modifier_party(number, child, cast)
            if party.actors and not told.actor.actors:
                told.actor = party
                told.why.append("actor by the word before the act")
        elif child.dep_ in {"prep", "agent"} and not (child.lower_ == "on" and token.head.lemma_.lower() == "blame"):
            _from_preposition(number, told, child, cast)
        elif child.dep_ in {"acl", "relcl"}:
            _from_clause(number, told, child, cast)
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if (
        after is not None
        and after.dep_ == "prep"
        and after.head.i != token.i
        and after.lower_ in {"on", "against", "at"} & told.sense.on
        and after.head.lemma_.lower() != "blame"
    ) and not told.recipient.actors:  # "injured in the strikes on five bases": the parser hangs "on" on the verb
        _from_preposition(number, told, after, cast)
    if told.sense.undirected:
        return
    if light is not None:
        told.alleged = _accused(number, light, cast)
        subject = _subject(light)
        if subject is not None and light.lemma_.lower() in _SUFFERED:
            told.recipient = told.recipient if told.recipient.actors else cast.party(number, subject)
        elif subject is not None and subject.i != token.i and not told.actor.actors:
            told.actor = cast.party(number, subject).acting
            told.why.append(f"actor is the subject of '{light.text}'")
        for child in light.children:
            if (
                child.dep_ == "prep"
                and child.lower_ in told.sense.on | {"on", "against", "at"}
                and not told.recipient.actors
            ):
                _from_preposition(number, told, child, cast)
            if child.dep_ == "agent" and not told.actor.actors:
                _from_preposition(number, told, child, cast)


def _accused(number: int, verb: "Token", cast: Cast) -> Party | None:
    """Whom "accused X of organising the attack" accuses."""
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
        above = verb.head.head
        if above.lemma_.lower() in {"accuse", "suspect", "charge", "blame"}:
            target = next((c for c in above.children if c.dep_ in {"dobj", "nsubjpass"}), None)
            party = cast.party(number, target) if target is not None else Party()
            return party if party.actors else None
    return None


def _from_preposition(number: int, told: Told, preposition: "Token", cast: Cast) -> None:
    word = preposition.lower_
    if told.sense.action in {"THREATEN", "REQUEST"} and word in {"for", "of"}:
        inner = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        if inner is not None:
            told.matter = phrase_of(inner)
        return
    for inner in preposition.children:
        if inner.dep_ not in {"pobj", "pcomp"}:
            continue
        if word == "by" and told.sense.action not in {"COERCE"} | {"RETREAT"}:
            if not told.actor.actors:
                told.actor = cast.party(number, inner).acting
                told.why.append("actor behind 'by'")
        elif word in {"between", "with", "among"} and told.sense.undirected:
            party = cast.party(number, inner)
            if word != "with":
                inside = [
                    m.actor
                    for m in cast.mentions[number]
                    if preposition.left_edge.i <= m.first and m.last <= preposition.right_edge.i
                ]
                party = Party(tuple(dict.fromkeys([*inside]))[:2] or party.actors, party.first, party.last)
            if word == "with":
                told.recipient = party
            else:
                told.actor = Party(party.actors[:1], party.first, party.last, why="one of two sides")
                told.recipient = Party(party.actors[1:], party.first, party.last, why="one of two sides")
        elif word == "of" and "of" in told.sense.on:
            party = cast.party(number, inner)
            if not told.recipient.actors and not told.recipient.thing:
                told.recipient = party
                told.why.append("recipient behind 'of'")
        elif word in told.sense.on and word not in {"in", "inside", "near", "outside"}:
            party = cast.party(number, inner)
            if party.actors or party.thing or party.unnamed or told.recipient.first < 0:
                told.recipient = party
                told.why.append(f"recipient behind '{word}'")
        elif word in told.sense.on and inner.lemma_.lower() in THING_NOUNS and told.recipient.first < 0:
            told.recipient = cast.party(number, inner)


def _from_clause(number: int, told: Told, verb: "Token", cast: Cast) -> None:
    """ "An attack targeting X", "carried out by Y"; "blamed on W" is attribution, and makes nobody the actor."""
    lemma = verb.lemma_.lower()
    passive = any(c.dep_ in {"agent", "auxpass"} for c in verb.children) or verb.tag_ == "VBN"
    if lemma in {"target", "hit", "strike"} and not passive:
        for child in verb.children:
            if child.dep_ in {"dobj", "obj"} and not told.recipient.actors:
                told.recipient = cast.party(number, child)
                told.why.append(f"recipient is the object of '{verb.text}'")
                told.folded.append(verb)
    if passive and (lemma in _LIGHT or lemma in {"launch", "fire", "claim"}):
        for child in verb.children:
            if child.dep_ == "agent":
                for inner in child.children:
                    if inner.dep_ == "pobj" and not told.actor.actors and lemma != "claim":
                        told.actor = cast.party(number, inner).acting
                        told.why.append(f"actor behind '{verb.text} by'")
                        told.folded.append(verb)


def _modifier_party(number: int, child: "Token", cast: Cast) -> Party:
    if child.dep_ == "npadvmod":
        return Party()
    mention = cast.at(number, child.i)
    if mention is not None:
        # "Iran-backed" before an act says who backs its actor, not who acted
        after = child.doc[mention.last + 1 : mention.last + 3].text.lower()
        if after.startswith(("-backed", "-led", "-aligned", "-linked")) and mention.how != "set":
            return Party()
        if mention.how == "metonym" and child.dep_ != "poss":
            return Party()  # "the Damascus strike" was in Damascus
        noun = child.head
        is_state = mention.how == "name" and cast.kind(mention.actor) == "state" and not child.text.isupper()
        aimed = any(c.dep_ == "prep" and c.lower_ in {"on", "against", "at"} for c in noun.children)
        if is_state and child.dep_ != "poss" and not aimed:
            return Party()  # "the Pakistan attack": by it or on it, the words do not say
        return Party((mention.actor,), mention.first, mention.last, why=f"named before the act ({mention.how})")
    if child.dep_ == "poss":
        return cast.party(number, child)
    return Party()


def _noun_is_sure(told: Told) -> bool:
    if told.sense.answer:
        return False  # "retaliation" names a motive; the act that carries it out is told elsewhere
    if told.sense.action == "THREATEN":
        return bool(told.actor.actors)
    if told.sense.action == _ASSAULT:
        return bool(
            told.actor.actors
            or told.recipient.actors
            or told.recipient.thing
            or told.definite
            or told.folded
            or told.sense.mode
        )
    return bool(told.actor.actors) and bool(told.recipient.actors or told.sense.action in {"RETREAT", "PROTEST"})


def _light_verb(token: "Token") -> "Token | None":
    verb = token.head
    if token.dep_ in {"dobj", "obj", "nsubjpass"} and verb.lemma_.lower() in _LIGHT:
        return verb
    if (
        token.dep_ == "pobj"
        and verb.lower_ in {"with", "by"}
        and verb.head.lemma_.lower() in {"respond", "retaliate", "react", "reply", "answer"}
    ):
        return verb.head
    if token.dep_ == "conj" and token.head.dep_ in {"dobj", "obj"}:
        return _light_verb(token.head)
    if token.dep_ == "pobj" and verb.lower_ == "of" and verb.head.lemma_.lower() in _SPAN_NOUNS:
        return _light_verb(verb.head)
    return None


def _is_name(number: int, token: "Token", cast: Cast) -> bool:
    mention = cast.at(number, token.i)
    return mention is not None and mention.how in {"name", "metonym"}


def _is_labour(token: "Token") -> bool:
    before = {c.lower_ for c in token.lefts}
    return bool(
        before & {"hunger", "general", "labour", "labor", "workers", "teachers", "transport", "rail", "nationwide"}
    ) or (token.dep_ == "pobj" and token.head.lower_ == "on" and not any(c.dep_ == "det" for c in token.lefts))


def _how_many(token: "Token", *, plural: bool) -> Count:
    number = next((c for c in token.lefts if c.dep_ == "nummod"), None)
    if number is not None:
        value = _NUMBER_WORDS.get(number.lower_) or (int(number.text) if number.text.isdigit() else None)
        if value is not None and value < 10_000:
            return Count.exactly(value)
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in _SPAN_NOUNS:
        return Count(2)
    return Count(2) if plural else Count.exactly(1)


def _several_times(token: "Token") -> bool:
    """ "Bases have come under rocket fire several times": one noun, a run of acts."""
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    if any(c.lower_ in {"repeatedly", "regularly"} for c in verb.children):
        return True
    return any(c.lower_ == "times" and any(d.lower_ not in {"first", "last"} for d in c.lefts) for c in verb.children)


_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "twin": 2,
}  # fmt: skip


# ---------------------------------------------------------------- verbs


def _is_adjective(token: "Token") -> bool:
    """ "state-sanctioned militia" sanctions nobody; "the injured men" are counted, not told."""
    return token.dep_ == "amod" and token.head.i > token.i


def _verb_senses(token: "Token", words: ActWords) -> Iterator[tuple[str, Sense, int]]:
    lemma = token.lemma_.lower()
    phrased = False
    for child in token.children:
        if (
            child.i > token.i
            and child.dep_ in {"prt", "advmod", "acomp", "dobj", "oprd", "prep"}
            and child.i - token.i <= 2
        ):
            phrase = f"{lemma} {child.lower_}"
            phrased = phrased or (child.dep_ == "prt" and phrase in words.verbs)
            for sense in words.verbs.get(phrase, ()):
                if _verb_fits(token, sense):
                    yield phrase, sense, child.i
    if phrased:
        return  # to shoot down is not to shoot
    # what is fired, dropped or imposed says more than the verb alone
    for sense in sorted(words.verbs.get(lemma, ()), key=lambda s: not (s.object or s.complement or s.calls_for)):
        if _verb_fits(token, sense):
            yield lemma, sense, token.i
    if lemma in _LANDING and any(
        c.dep_ == "nsubj" and _lemma(c) in WEAPON_NOUNS - {"fire", "jet", "aircraft", "helicopter", "round"}
        for c in token.children
    ):
        yield lemma, replace(words.verbs["hit"][0], on=frozenset({"on", "in", "into", "near", "inside", "at"})), token.i


def _verb_fits(token: "Token", sense: Sense) -> bool:
    if not sense.object and not sense.complement and not sense.calls_for:
        return True
    if sense.calls_for:
        behind = [
            c
            for c in token.children
            if (c.dep_ == "prep" and c.lower_ == "for") or (c.dep_ == "dobj" and token.lemma_.lower() != "call")
        ]
        return any(t.lemma_.lower() in sense.calls_for for c in behind for t in c.subtree if t.i > token.i)
    objects = [c for c in token.children if c.dep_ in {"dobj", "obj", "nsubjpass", "oprd", "attr", "ccomp", "xcomp"}]
    if token.dep_ in {"acl", "relcl"}:
        objects.append(token.head)
    near = [t for o in objects for t in _short(o)]
    if sense.action == _ASSAULT and any(
        t.lower_ in {"tear", "stun", "rubber", "warning", "gas", "blank", "water"} for t in near
    ):
        return False  # what disperses a crowd, or warns, is no attack
    if sense.complement:
        behind = [
            t
            for c in token.children
            if c.dep_ in {"prep", "oprd", "dobj", "xcomp"} and c.i > token.i
            for t in c.subtree
        ]
        text = " ".join(t.lower_ for t in [*near, *behind])
        return any(word in text for word in sense.complement)
    return any(_lemma(t) in sense.object for t in near)


def _lemma(token: "Token") -> str:
    """The lemma in small letters; "Rockets" at the head of a sentence, taken for a name, is still a rocket."""
    lemma = token.lemma_.lower()
    if (
        token.pos_ == "PROPN"
        and lemma.endswith("s")
        and (lemma[:-1] in WEAPON_NOUNS or lemma[:-1] in word_class("people"))
    ):
        return lemma[:-1]
    return lemma


def _short(token: "Token") -> list["Token"]:
    """A head, the words before it, and its conjuncts: not the clauses behind it."""
    found = [token, *[c for c in token.lefts if c.dep_ in {"compound", "amod", "nmod"}], *token.conjuncts]
    for child in token.rights:  # "a barrage of rockets", "dozens of missiles"
        if child.dep_ == "prep" and child.lower_ == "of":
            found += [inner for inner in child.children if inner.dep_ == "pobj"]
    return found


def _tell_verb(
    number: int, token: "Token", word: str, sense: Sense, last: int, cast: Cast, nouns: dict[int, Told]
) -> "Told | bool | None":
    """A Told; True where the verb is folded into an act told by a noun; None where this sense does not hold."""
    standing = standing_of(token, token)
    passive = _is_passive(token)
    subject = _subject(token)
    if (
        subject is not None
        and subject.lower_ in {"that", "which"}
        and token.dep_ == "relcl"
        and _lemma(token.head) in WEAPON_NOUNS
    ):
        subject = token.head  # "the rockets that struck the base"
    objects = [c for c in token.children if c.dep_ in {"dobj", "obj"}]
    if sense.foils:
        return _fold_foiled(token, objects, subject, nouns, passive=passive)
    if _is_imperative(token, subject):
        return None
    told_by_object = next(
        (nouns[o.i] for o in (*objects, *([subject] if passive and subject is not None else [])) if o.i in nouns), None
    )
    if sense.object and told_by_object is not None and told_by_object.sense.action == sense.action:
        if token not in told_by_object.folded:
            told_by_object.folded.append(token)
        aimed = _aimed_at(number, token, sense, cast)
        if aimed.actors and (
            not told_by_object.recipient.actors
            or set(told_by_object.recipient.actors) <= set(told_by_object.actor.actors)
        ):
            told_by_object.recipient = aimed
        return True  # "launched a rocket attack", "fired missiles at X, its first attack on it": the noun tells it
    if sense.action == _ASSAULT and not sense.answer and _fold(number, token, subject, objects, passive, cast, nouns):
        return True
    told = Told(number, token, token.i, last, sense, word, False, standing)
    if sense.status and standing.status == "done":
        told.standing = Standing(sense.status, standing.hedge, standing.because, standing.tense)
    agent = next((i for c in token.children if c.dep_ == "agent" for i in c.children if i.dep_ == "pobj"), None)
    if passive:
        if agent is not None:
            told.actor = cast.party(number, agent).acting
        if subject is not None:
            told.recipient = cast.party(number, subject)
    else:
        if subject is not None:
            told.actor = _acting(number, subject, cast)
        about_an_act = sense.mode == "disapprove" and objects and objects[0].lower_ in {"it", "this", "that", "them"}
        if objects and not about_an_act:
            told.recipient = cast.party(number, objects[0])
    hit_thing = bool(sense.object)
    fired = [o for first in objects for o in (first, *first.conjuncts)]
    behind = [*token.children, *(c for o in fired for c in o.children if sense.object)]
    for child in behind:
        if child.dep_ in {"prep", "dative"} and child.lower_ in (sense.on or {"on", "against", "at"}):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    party = cast.party(number, inner)
                    if hit_thing or sense.undirected or not told.recipient.actors:
                        if party.actors or party.thing or party.unnamed:
                            told.recipient = party
                        hit_thing = False
    if (
        sense.undirected
        and not passive
        and subject is not None
        and len(told.actor.actors) > 1
        and not told.recipient.actors
    ):
        both = told.actor
        told.actor = Party(both.actors[:1], both.first, both.last, why="one of two sides")
        told.recipient = Party(both.actors[1:], both.first, both.last, why="one of two sides")
    told.matter = _matter(token, sense, told.recipient)
    if sense.action == "AID" and sense.object and objects:
        told.matter = phrase_of(objects[0])
        told.recipient = _supported(number, token, cast) or told.recipient
    if sense.action == "REQUEST" and not told.recipient.actors:
        told.recipient = _asked(number, token, cast)
    if sense.action == "THREATEN" and not told.recipient.actors:
        told.recipient = _threatened(number, token, cast)
    if told.word in EFFECTS and _counts_so_far(token):
        told.so_far, told.acts = True, Count(2)
    if subject is not None and _lemma(subject) in WEAPON_NOUNS and not passive:
        told.actor = _whose_weapon(number, subject, cast)
        told.why.append(f"'{subject.text}' is what struck, not who")
    return told if _verb_is_sure(told, token, objects, subject, passive=passive) else None


def _aimed_at(number: int, token: "Token", sense: Sense, cast: Cast) -> Party:
    for child in token.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in sense.on:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    party = cast.party(number, inner)
                    if party.actors:
                        return party
    return Party()


def _verb_is_sure(
    told: Told, token: "Token", objects: list["Token"], subject: "Token | None", *, passive: bool
) -> bool:
    sense = told.sense
    action = sense.action
    if sense.answer:
        return bool(told.actor.actors) or passive
    if action == "THREATEN":
        return bool(told.actor.actors) and _threatens(token, told.actor)
    target = subject if passive else (objects[0] if objects else None)
    if action == _ASSAULT and sense.weak:
        if target is not None and target.lemma_.lower() in _ABSTRACT:
            return False
        if told.word in {"hit", "strike", "target"} and target is None and told.recipient.first < 0:
            return False
        if told.word in _LANDING:
            return told.recipient.first >= 0
        if (
            told.word in {"shoot down", "down", "destroy"}
            and target is not None
            and _lemma(target) in {"drone", "missile", "rocket", "projectile", "other"}
        ):
            return False  # to stop what flies is defence, and told with the attack
        strong = told.recipient.actors or told.recipient.thing or told.recipient.unnamed
        by_whom = told.actor.actors or told.actor.unnamed or (subject is not None and _lemma(subject) in WEAPON_NOUNS)
        return bool(strong and (by_whom or passive)) or bool(by_whom and sense.mode and told.recipient.first >= 0)
    if action == _ASSAULT and told.word in {"fight", "battle"}:
        return bool(told.actor.actors and told.recipient.actors)
    if action == _ASSAULT:
        if told.word in {"kill", "wound", "injure", "slay"} and subject is not None and not passive:
            cause = subject.lemma_.lower()
            if cause in {
                "flood",
                "earthquake",
                "storm",
                "fire",
                "accident",
                "crash",
                "virus",
                "disease",
                "hurricane",
                "cyclone",
            }:
                return False
        return target is not None or bool(told.actor.actors or told.actor.unnamed or told.recipient.first >= 0)
    if (
        action == "COERCE"
        and target is not None
        and target.lemma_.lower() in {"power", "control", "chance", "initiative", "opportunity"}
    ):
        return False
    if action == "COERCE":
        return (
            bool(told.actor.actors or passive)
            and (told.recipient.first >= 0)
            and (not sense.weak or bool(told.recipient.actors))
        )
    if action == "PROTEST":
        return subject is not None
    if action in {"MOBILIZE", "SANCTION", "AID"} and passive and not told.actor.actors and sense.object:
        return True  # "soldiers would be sent, the ministry said": the speaker may turn out to be the one who sends
    if action in {"MOBILIZE", "AID", "RETREAT"}:
        return bool(told.actor.actors) and (not sense.weak or bool(told.recipient.actors) or action == "RETREAT")
    if (
        action == "REQUEST"
        and told.word == "call"
        and not any(c.dep_ == "prep" and c.lower_ in {"on", "upon", "for"} for c in token.children)
    ):
        return False  # "calls it a breach" asks for nothing
    if action == "SANCTION" and sense.object and told.standing.status in {"planned", "done"}:
        return bool(told.actor.actors)
    return bool(told.actor.actors) and bool(told.recipient.actors) and told.actor.actors != told.recipient.actors


_FORCE_WORDS = word_class("force")


def _counts_so_far(token: "Token") -> bool:
    """ "Have been killed since Monday", "so far": a sum over many acts, and no act."""
    words = {t.lower_ for t in token.subtree}
    if "since" in words and any(c.lower_ in {"have", "has", "had"} for c in token.children):
        return True
    near = token.sent.text.lower()
    return any(
        phrase in near
        for phrase in (" so far", " to date", " in total", " over the past ", " in the past ", " overall")
    )


def _supported(number: int, token: "Token", cast: Cast) -> Party | None:
    """Whom "sent fighters to Syria to support President X" supports."""
    for clause in token.children:
        if clause.dep_ == "advcl" and clause.lemma_.lower() in {"support", "help", "back", "aid", "assist"}:
            for child in clause.children:
                if child.dep_ == "dobj":
                    party = cast.party(number, child)
                    return party if party.actors else None
    return None


def _thing_at(told: Told) -> tuple[int, int] | None:
    """ "Killed a contractor at a military compound": the thing that the act was at, as first and last token."""
    for token in told.tokens:
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"at", "inside", "outside"}:
                for inner in child.children:
                    if inner.dep_ == "pobj" and inner.lemma_.lower() in THING_NOUNS and inner.pos_ == "NOUN":
                        return phrase_of(inner)
    return None


def _matter(token: "Token", sense: Sense, recipient: Party) -> tuple[int, int] | None:
    """What is imposed, threatened or called for, as first and last token."""
    if sense.action == "THREATEN":
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "for", "with"}:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None:
                    return phrase_of(inner)
    if sense.action == "SANCTION":
        behind = [
            c
            for c in token.children
            if c.dep_ in {"dobj", "oprd", "attr", "nsubjpass"} and not recipient.first <= c.i <= recipient.last
        ]
        behind += [
            i for c in token.children if c.dep_ == "prep" and c.lower_ == "as" for i in c.children if i.dep_ == "pobj"
        ]
        if behind and (sense.complement or sense.object):
            return phrase_of(behind[-1])
    return None


def _asked(number: int, token: "Token", cast: Cast) -> Party:
    """Of whom: the subject of what is demanded ("demanded that American troops leave")."""
    for clause in token.children:
        if clause.dep_ in {"ccomp", "xcomp"}:
            for child in clause.children:
                if child.dep_ in {"nsubj", "nsubjpass"}:
                    return cast.party(number, child)
    return Party()


def find_vows(number: int, cast: Cast, speeches: list[Speech], told: list[Told]) -> list[Told]:
    """Threats that a party makes by naming what will come: "severe revenge awaits them", "would pay a heavy price"."""
    doc = cast.paragraphs[number].doc
    taken = {one.sentence.start for one in told if one.sense.action == "THREATEN"}
    vows: list[Told] = []
    for speech in speeches:
        if speech.speaker.actor is None or speech.speaker.kind not in {"party", "official"}:
            continue
        for index in sorted(speech.content):
            token = doc[index]
            if token.sent.start in taken or not _is_vow(token):
                continue
            sense = Sense("THREATEN", "violence", status="threatened")
            vow = Told(
                number,
                token,
                token.i,
                token.i,
                sense,
                token.lemma_.lower(),
                token.pos_ == "NOUN",
                Standing("threatened", None, "a party says what will come"),
            )
            vow.actor = Party((speech.speaker.actor,), speech.first, speech.last, why="who says so")
            vow.folded.append(doc[speech.cue])
            vow.recipient = _vowed_against(number, token, cast, speech.speaker.actor)
            vows.append(vow)
            taken.add(token.sent.start)
    return vows


def one_threat_a_sentence(told: list[Told]) -> list[Told]:
    """The acts without what a threat in the same sentence threatens: "vowed to strike" is one threat and no strike."""
    kept: list[Told] = []
    for one in told:
        earlier = next(
            (
                k
                for k in kept
                if k.sense.action == "THREATEN"
                and (one.sense.action == "THREATEN" or one.standing.status == "threatened")
                and k.paragraph == one.paragraph
                and k.sentence.start == one.sentence.start
                and (not one.actor.actors or set(k.actor.actors) & set(one.actor.actors))
            ),
            None,
        )
        if earlier is None:
            kept.append(one)
        else:
            earlier.folded += one.tokens
            if not earlier.recipient.actors:
                earlier.recipient = one.recipient
    return kept


def _is_vow(token: "Token") -> bool:
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN" and lemma in word_class("vows"):
        verb = token.head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
            verb = verb.head
        helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
        if any(c.dep_ == "neg" for c in verb.children):
            return False
        if lemma in {"action", "answer", "response"} and not any(
            c.lower_
            in {"more", "further", "strong", "hard", "harsh", "severe", "crushing", "firm", "decisive", "painful"}
            for c in token.lefts
        ):
            return False
        return verb.lemma_.lower() in {"await", "expect", "face"} or bool(helpers & {"will", "would", "shall"})
    if lemma in {"pay", "exact"} and token.pos_ == "VERB":
        future = any(c.dep_ == "aux" and c.lower_ in {"will", "would", "shall"} for c in token.children)
        price = any(c.dep_ == "dobj" and c.lemma_.lower() in {"price", "cost"} for c in token.children)
        return future and (price or any(c.dep_ == "prep" and c.lower_ in {"for", "dearly"} for c in token.children))
    return False


def _vowed_against(number: int, token: "Token", cast: Cast, speaker: str) -> Party:
    verb = token
    while verb.pos_ not in {"VERB", "AUX"} and verb.head.i != verb.i:
        verb = verb.head
    near = [c for c in verb.children if c.dep_ in {"nsubj", "dobj", "nsubjpass"} and c.i != token.i]
    near += [
        i
        for c in token.children
        if c.dep_ == "prep" and c.lower_ in {"against", "on"}
        for i in c.children
        if i.dep_ == "pobj"
    ]
    for candidate in near:
        party = cast.party(number, candidate)
        own = any(
            speaker == a or speaker in cast.registry.members(a) or a in cast.registry.members(speaker)
            for a in party.actors
        )
        if party.actors and not own:
            return party
    return Party()


def _threatened(number: int, token: "Token", cast: Cast) -> Party:
    """Against whom: behind "against", "on" or "to" anywhere in what is threatened, else the object of what is vowed."""
    for word in ("against", "on", "at", "to"):
        for inner in token.subtree:
            if inner.dep_ == "pobj" and inner.i > token.i and inner.head.lower_ == word:
                party = cast.party(number, inner)
                if party.actors:
                    return party
    for inner in token.subtree:
        if inner.dep_ == "dobj" and inner.i > token.i and inner.head.lemma_.lower() in _FORCE_WORDS:
            party = cast.party(number, inner)
            if party.actors:
                return party
    return Party()


def _threatens(token: "Token", actor: Party) -> bool:
    """Whether what is threatened is an act: "threatened stability" is not, "warned of a strong response" is."""
    lemma = token.lemma_.lower()
    below = [
        t for c in token.children if c.dep_ not in {"nsubj", "nsubjpass", "advcl"} and c.i > token.i for t in c.subtree
    ]
    if lemma == "threaten":
        if any(c.dep_ == "xcomp" for c in token.children):
            return True
        return any(t.lemma_.lower() in _FORCE_WORDS for t in below)
    if not any(t.lemma_.lower() in _FORCE_WORDS for t in below):
        return False
    if lemma in {"warn", "promise", "pledge", "vow", "swear"}:
        # a warning about what a third party does is no threat: the one who acts must be the one who speaks
        clause = next((c for c in token.children if c.dep_ in {"ccomp"}), None)
        if clause is not None:
            inner = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
            will = any(c.dep_ == "aux" and c.lower_ in {"will", "would", "shall"} for c in clause.children)
            if not will or inner is None:
                return False
            named = next((t for t in (inner, *inner.lefts) if t.pos_ == "PROPN"), None)
            own = named is not None and any(
                part in " ".join(actor.actors) for part in (inner.lemma_.lower(), named.lemma_.lower())
            )
            return own or inner.lemma_.lower() in {
                "it",
                "they",
                "we",
                "he",
                "she",
                "attack",
                "response",
                "any",
                "country",
            }
        return True
    return lemma in {"call", "demand", "urge"} or not any(c.dep_ in {"dobj", "obj"} for c in token.children)


def _fold_foiled(
    token: "Token", objects: list["Token"], subject: "Token | None", nouns: dict[int, Told], *, passive: bool
) -> bool | None:
    for target in [*objects, *([subject] if passive and subject is not None else [])]:
        told = nouns.get(target.i)
        if told is not None:
            told.standing = Standing("foiled", told.standing.hedge, f"'{token.text}'", told.standing.tense)
            told.folded.append(token)
            return True
    return None


def _fold(
    number: int,
    token: "Token",
    subject: "Token | None",
    objects: list["Token"],
    passive: bool,
    cast: Cast,
    nouns: dict[int, Told],
) -> bool:
    """Fold a verb of effect into the act a noun tells: "the attack killed …", "killed in the strikes"."""
    lemma = token.lemma_.lower()
    if lemma not in _VIOLENT_EFFECT:
        return False
    cause = subject
    if cause is not None and cause.lower_ in {"that", "which"} and token.dep_ == "relcl":
        cause = token.head
    act = nouns.get(cause.i) if cause is not None and not passive else None
    if (
        act is None
        and token.dep_ == "relcl"
        and any(inner.lower_ == "which" for c in token.children if c.dep_ == "prep" for inner in c.children)
    ):
        # "air strikes on five sites of the group, in which 25 people were killed"
        before = [n for n in nouns.values() if token.sent.start <= n.token.i < token.i and n.sense.action == _ASSAULT]
        act = nouns.get(token.head.i) or (before[-1] if before else None)
    if act is None:
        act = _act_behind(token, nouns)
    if act is None and subject is not None and subject.lower_ in {"that", "which"} and token.dep_ == "relcl":
        # the parser hangs "that killed seven" on the last noun before it
        earlier = [n for n in nouns.values() if token.sent.start <= n.token.i < token.i and n.sense.action == _ASSAULT]
        act = earlier[-1] if earlier else None
    if act is None:
        return False
    victim = objects[0] if objects and not passive else subject if passive else None
    if victim is not None and not act.recipient.actors:
        party = cast.party(number, victim)
        if party.actors or (act.recipient.first < 0 and (party.thing or party.unnamed)):
            act.recipient = party
            act.why.append(f"recipient is whom it {token.text}")
    act.folded.append(token)
    return True


def _act_behind(token: "Token", nouns: dict[int, Told]) -> "Told | None":
    for child in token.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"in", "by", "during", "from"}:
            for inner in child.subtree:
                told = nouns.get(inner.i)
                if told is not None and told.sense.action == _ASSAULT and inner.dep_ in {"pobj", "conj"}:
                    return told
    if token.dep_ == "conj" and token.head.pos_ == "VERB":
        return next((told for told in nouns.values() if token.head in told.folded), None)
    return next(
        (told for c in token.conjuncts for child in [c] if (told := _direct_act(child, nouns)) is not None), None
    )


def _direct_act(verb: "Token", nouns: dict[int, Told]) -> "Told | None":
    for child in verb.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"in", "by", "during"}:
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.i in nouns and nouns[inner.i].sense.action == _ASSAULT:
                    return nouns[inner.i]
    return None


def _acting(number: int, subject: "Token", cast: Cast) -> Party:
    if subject.lower_ in {"that", "which", "who"} and subject.head.dep_ == "relcl":
        return cast.party(number, subject.head.head)
    party = cast.party(number, subject).acting
    if not party.actors and not party.unnamed and not party.thing and subject.pos_ == "PROPN":
        new = cast.introduce(
            number, min(c.i for c in subject.subtree if c.dep_ in {"compound", "det"} or c.i == subject.i), subject.i
        )
        if new:
            return Party((new,), party.first, party.last, why="a name that the registry does not know")
    return party


def _whose_weapon(number: int, weapon: "Token", cast: Cast) -> Party:
    """ "Israeli warplanes hit", "rockets fired by X hit": whose, where the words say so."""
    for child in weapon.children:
        if child.i < weapon.i and child.dep_ in {"amod", "compound", "nmod", "poss"}:
            mention = cast.at(number, child.i)
            if mention is not None:
                return Party((mention.actor,), mention.first, mention.last, why="whose weapon it was")
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in {"fire", "launch", "plant", "drop"}:
            for agent in child.children:
                if agent.dep_ == "agent":
                    for inner in agent.children:
                        if inner.dep_ == "pobj":
                            return cast.party(number, inner)
    return Party(unnamed=True, why="only the weapon is named")


def _subject(token: "Token") -> "Token | None":
    verb = token
    for _ in range(5):
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ != "there":
                return child
        if verb.dep_ == "relcl":
            return verb.head
        if verb.dep_ == "acl" and verb.tag_ in {"VBG", "VBN"}:
            return verb.head
        if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp"} and verb.head.pos_ in {"VERB", "AUX"}:
            if verb.dep_ == "advcl" and verb.tag_ not in {"VBG", "VB", "VBN"}:
                return None
            verb = verb.head
            continue
        if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
            verb = verb.head.head
            if verb.lemma_.lower() in {"accuse", "suspect", "charge", "blame", "convict", "clear"}:
                return None  # "accused Iran of organising the attack": blame, which is no fact
            if verb.pos_ not in {"VERB", "AUX"}:
                return None
            continue
        return None
    return None


def _is_passive(token: "Token") -> bool:
    if any(c.dep_ in {"auxpass", "nsubjpass", "agent"} for c in token.children):
        return True
    if token.tag_ == "VBN" and token.dep_ in {"acl", "conj"}:
        return not any(c.dep_ in {"dobj", "aux"} for c in token.children) and (
            token.dep_ == "acl" or _is_passive(token.head)
        )
    return False


def _is_imperative(token: "Token", subject: "Token | None") -> bool:
    if token.tag_ != "VB" or subject is not None:
        return False
    helpers = {c.lower_ for c in token.children if c.dep_ == "aux"}
    return token.dep_ in {"ROOT", "ccomp", "conj", "parataxis"} and not (helpers - {"do", "don't"})


def _weapon(told: Told, words: ActWords) -> str | None:
    """What it was done with: a word in the act itself, its subject, its object, or behind "with", "by", "using"."""
    if told.sense.action != _ASSAULT or told.word == "shoot down":
        return None
    token = told.token
    near = [token, *(c for c in token.lefts if c.dep_ in {"compound", "amod", "nmod", "punct"})]
    if told.is_noun:
        near += [
            t
            for c in token.children
            if c.dep_ in {"prep", "acl"} and c.lower_ in {"with", "by", "using", "involving", "from"}
            for t in c.subtree
        ]
    else:
        for child in token.children:
            if child.dep_ in {"nsubj", "nsubjpass", "dobj", "prt"}:
                near += _short(child)
            elif child.dep_ in {"prep", "agent", "advcl"} and child.lower_ in {"with", "by", "using", "from"}:
                near += [t for t in child.subtree if abs(t.i - child.i) <= 6]
        if token.dep_ in {"acl", "relcl"}:
            near += _short(token.head)
    text = " " + " ".join(t.lower_ for t in sorted(set(near), key=lambda t: t.i)) + " "
    for word, weapon in words.weapons.items():
        if f" {word} " in text or f" {word}s " in text:
            return weapon
    return None
