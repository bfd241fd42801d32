"""Acts that nouns tell: "a rocket attack on the base", "the arrest of two men", with their sides."""

from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import ActWords, Sense
from talion.codebook.word_classes import word_class
from talion.coding.acts.accidents import is_blaze
from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.status import Standing, standing_of
from talion.coding.acts.told import ASSAULT, LIGHT, SUFFERED, Told, is_passive, lemma_of, subject_of
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import PEOPLE_NOUNS, THING_NOUNS, Party, phrase_of
from talion.records import Count

if TYPE_CHECKING:
    from spacy.tokens import Token


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


_LAST_WORDS: dict[int, tuple[ActWords, frozenset[str]]] = {}


def _last_words(words: ActWords) -> frozenset[str]:
    """The words that a noun of the lexicon can end with: no other word needs a second look."""
    known = _LAST_WORDS.get(id(words))
    if known is None or known[0] is not words:
        ends = frozenset(phrase.replace("-", " ").split()[-1] for phrase in words.nouns)
        known = _LAST_WORDS[id(words)] = (words, ends | frozenset(phrase.split()[-1] for phrase in words.nouns))
    return known[1]


def noun_sense(token: "Token", words: ActWords) -> tuple[Sense, str, int] | None:
    """The sense of a noun that tells an act, its words, and its first token; the longest compound wins."""
    if token.lemma_.lower() not in _last_words(words):
        return None
    if token.ent_type_ in {"DATE", "TIME"}:
        if token.lemma_.lower() in words.nouns and token.lemma_.lower() != "march":
            pass_over(token, "it stands in a day or an hour")
        return None  # "March 11" is no march
    if token.pos_ not in {"NOUN", "PROPN"} and not (
        token.tag_ in {"NN", "NNS"} or (token.tag_ == "VBZ" and token.dep_ == "nsubj")
    ):
        return None
    if token.dep_ in {"compound", "nmod", "amod", "npadvmod"} and token.head.i > token.i:
        if token.lemma_.lower() in words.nouns:
            pass_over(token, f"it says what kind of “{token.head.text}” is meant, which is what the words speak of")
        return None  # the head of the compound tells it: "attack helicopter", "raid siren"
    lemma = token.lemma_.lower()
    if lemma in {"attack", "strike"} and any(t.lemma_.lower() in _FLYING for t in token.conjuncts):
        return None  # "using attack, bomber and fighter aircraft"
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
            pass_over(token, f"what stands behind “{phrase}” is not what makes it an act")
    return None


_FLYING = {"bomber", "fighter", "aircraft", "reconnaissance", "transport", "helicopter", "tanker"}


def _noun_fits(token: "Token", sense: Sense) -> bool:
    if sense.dated:
        of = (i for c in token.rights if c.dep_ == "prep" and c.lower_ == "of" for i in c.children if i.dep_ == "pobj")
        return any(one.ent_type_ == "DATE" or (one.is_digit and len(one) == 4) for one in of)
    if sense.calls_for:
        return any(
            child.dep_ == "prep"
            and child.lower_ == "for"
            and any(t.lemma_.lower() in sense.calls_for for t in child.subtree)
            for child in token.children
        )
    if sense.object:
        # "foiled a plot to bomb the station": the parser may hang the purpose on the verb
        near = token.doc[token.i + 1 : token.i + 4]
        aimed = near[1:2] if len(near) > 1 and near[0].lower_ == "to" else near[:0]
        if any(t.lemma_.lower() in sense.object for t in (*(t for t in token.subtree if t.i > token.i), *aimed)):
            return True
        return sense.status == "attempted" and _is_on_somebody(token)
    return True


def _is_on_somebody(attempt: "Token") -> bool:
    """ "Two earlier attempts on the editor": behind "on" stands somebody."""
    aimed = (i for c in attempt.rights if c.dep_ == "prep" and c.lower_ == "on" for i in c.children if i.dep_ == "pobj")
    return any(lemma_of(one) in PEOPLE_NOUNS or one.ent_type_ == "PERSON" for one in aimed)


def tell_noun(number: int, token: "Token", sense: Sense, word: str, first: int, cast: Cast) -> Told | None:
    """The mention that this noun makes, with its sides; None where it names something or is too weak."""
    if _is_name(number, token, cast):
        pass_over(token, "it is part of a name")
        return None
    if sense.action in {"PROTEST", ASSAULT} and _is_called_off(token):
        pass_over(token, "it is called off, and takes no place")
        return None
    if token.lemma_.lower() == "strike" and _is_labour(token):
        pass_over(token, "a strike of workers is no strike on anybody")
        return None
    if sense.action == ASSAULT and (blaze := is_blaze(token)) is not None:
        pass_over(token, blaze)
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
        if _is_under(token) and told.recipient.first >= 0:
            if told.recipient.actors or told.recipient.thing or sense.mode == "arrest":
                return told
            pass_over(token, f"nobody that is known was “{light.text} … {token.text}”")
            return None
    if (sense.weak or sense.action == "THREATEN") and not _noun_is_sure(told):
        pass_over(token, _why_unsure(told))
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
            elif told.actor.first < 0 and told.sense.action == ASSAULT and child.lemma_.lower() in _STRIKERS:
                told.actor = party  # "rebel attacks": nobody that has a name
        elif child.dep_ in {"prep", "agent"} and not (child.lower_ == "on" and token.head.lemma_.lower() == "blame"):
            _from_preposition(number, told, child, cast)
            for by in (c for hit in child.children for c in hit.children if c.dep_ == "prep" and c.lower_ == "by"):
                _from_preposition(number, told, by, cast)  # "the attack on the port by Kesmara"
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
    if token.dep_ == "dobj" and not told.actor.actors and not is_passive(token.head):
        # "condemned the attack on the port by Kesmara": the parser hangs "by" on the verb
        for by in (c for c in token.head.rights if c.dep_ in {"prep", "agent"} and c.lower_ == "by" and c.i > token.i):
            if any(inner.dep_ == "pobj" and cast.party(number, inner).actors for inner in by.children):
                _from_preposition(number, told, by, cast)
    if told.sense.undirected:
        return
    if light is not None:
        told.alleged = _accused(number, light, cast)
        subject = subject_of(light)
        if subject is not None and (light.lemma_.lower() in SUFFERED or _is_under(token)):
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
        elif word == "from" and told.sense.action == ASSAULT and _is_under(told.token):
            # "came under fire from Russian guns": from those who fire
            if not told.actor.actors:
                told.actor = cast.party(number, inner).acting
                told.why.append("actor behind 'from'")
        elif word in {"between", "with", "among"} and (
            told.sense.undirected or (word == "between" and told.sense.action in _MUTUAL)
        ):
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
        elif word == "of" and told.sense.action == "RETREAT" and told.sense.mode == "withdraw":
            if not told.actor.actors:  # "the withdrawal of French troops"
                told.actor = replace(cast.party(number, inner).acting, thing=False)
                told.why.append("who goes, behind 'of'")
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


# What two do together: of "talks between X and Y" either is one side.
_MUTUAL = {"CONSULT", "AGREE", "COOPERATE"}


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
    called = told.sense.action == "PROTEST" and lemma in {"call", "sponsor", "convene"}
    if passive and (lemma in LIGHT or called or lemma in {"launch", "fire", "claim", "perpetrate"}):
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
        after_it = child.nbor(1) if child.i + 1 < child.head.i else None
        if after_it is not None and lemma_of(after_it) in _NOT_OF_STATE:
            return Party()  # "Haitian gangs battle for the port": the gangs, whom no name tells
        noun = child.head
        is_state = mention.how == "name" and cast.kind(mention.actor) == "state" and not child.text.isupper()
        aimed = any(c.dep_ == "prep" and c.lower_ in {"on", "against", "at"} for c in noun.children)
        if is_state and child.dep_ != "poss" and not aimed:
            return Party()  # "the Pakistan attack": by it or on it, the words do not say
        return Party((mention.actor,), mention.first, mention.last, why=f"named before the act ({mention.how})")
    if child.dep_ == "poss":
        verb = child.head.head
        if child.lemma_.lower() in {"its", "their", "his", "her"} and verb.lemma_.lower() in _OF_ONES_OWN:
            doer = subject_of(verb) if child.head.dep_ == "dobj" and not is_passive(verb) else None
            if doer is not None and doer.pos_ != "PRON":
                return cast.party(number, doer).acting
        return cast.party(number, child)
    return Party()


# Who strikes where nothing else is said: what else stands there may be what was struck ("a bank raid").
_STRIKERS = {
    "coalition", "army", "navy", "militia", "rebel", "insurgent", "guerrilla", "militant", "separatist", "jihadist",
    "enemy", "alliance",
}  # fmt: skip
_NOT_OF_STATE = word_class("not_of_state")
# What one does to an act of one's own: "rebels plan their attacks", "would widen its offensive".
_OF_ONES_OWN = {
    "plan", "prepare", "begin", "start", "launch", "continue", "resume", "widen", "expand", "extend", "intensify",
    "escalate", "pursue", "press", "mount", "conduct", "carry", "end", "halt", "cease", "suspend", "pause", "prolong",
    "justify", "renew", "announce", "abandon", "stage", "wage", "direct", "scale", "complete", "time",
}  # fmt: skip


def _noun_is_sure(told: Told) -> bool:
    if told.sense.answer:
        return False  # "retaliation" names a motive; the act that carries it out is told elsewhere
    if told.sense.action == "THREATEN":
        return bool(told.actor.actors)
    if told.sense.action == ASSAULT:
        return bool(
            told.actor.actors
            or told.recipient.actors
            or told.recipient.thing
            or told.definite
            or told.folded
            or told.sense.mode
        )
    return bool(told.actor.actors) and bool(told.recipient.actors or told.sense.action in {"RETREAT", "PROTEST"})


def _why_unsure(told: Told) -> str:
    if told.sense.answer:
        return "it names a motive; the act that carries it out is told elsewhere, or not at all"
    if told.sense.action == "THREATEN":
        return "nobody is named who threatens or vows"
    if told.sense.action == ASSAULT:
        return "too weak a word alone: no side, no thing that was hit, and nothing before it that says which"
    return "too weak a word alone: no two sides that are known stand beside it"


def _is_under(token: "Token") -> bool:
    """ "Came under fire", "is under house arrest", "are in custody": the subject is the one it was done to."""
    exposed = token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lemma_.lower() == "subject"
    if exposed and token.head.head.pos_ == "VERB":
        return True  # "were subjected to arbitrary detention"
    return (
        token.dep_ == "pobj"
        and token.head.lower_ in {"under", "in", "into"}
        and token.head.head.lemma_.lower() in {"come", "be", "remain", "keep", "place", "hold", "put", "take", "stay"}
        and (token.head.lower_ == "under" or token.lemma_.lower() == "custody")
    )


def _light_verb(token: "Token") -> "Token | None":
    verb = token.head
    if _is_under(token):
        return verb.head
    if token.dep_ in {"dobj", "obj", "nsubjpass"} and verb.lemma_.lower() in LIGHT:
        return verb
    if (
        token.dep_ == "pobj"
        and verb.lower_ in {"with", "by"}
        and verb.head.lemma_.lower() in {"respond", "retaliate", "react", "reply", "answer"}
    ):
        return verb.head
    for clause in token.rights:
        whose = [c for c in clause.children if c.dep_ == "dobj"]
        done_by = clause.dep_ == "relcl" and clause.lemma_.lower() in LIGHT and subject_of(clause) is not None
        if done_by and (not whose or whose[0].lower_ in {"that", "which"}):
            return clause  # "an air raid that Syria carried out"
    if token.dep_ == "conj" and token.head.dep_ in {"dobj", "obj"}:
        return _light_verb(token.head)
    if token.dep_ == "pobj" and verb.lower_ == "of" and verb.head.lemma_.lower() in _SPAN_NOUNS:
        return _light_verb(verb.head)
    return None


def _is_name(number: int, token: "Token", cast: Cast) -> bool:
    mention = cast.at(number, token.i)
    return mention is not None and mention.how in {"name", "metonym"}


def _is_called_off(token: "Token") -> bool:
    """ "Calls off Friday's march", "the rally was cancelled"."""
    verb = token.head
    if token.dep_ == "pobj" and verb.dep_ == "prt" and verb.lower_ == "off":
        return verb.head.lemma_.lower() == "call"
    if token.dep_ not in {"dobj", "nsubjpass"}:
        return False
    off = verb.lemma_.lower() == "call" and any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children)
    return off or verb.lemma_.lower() in {"cancel", "postpone", "scrap", "shelve"}


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
