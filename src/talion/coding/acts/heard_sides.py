"""Whom the models hear doing or suffering an act, and where their words go before those of the rules."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.acts.aside import is_only_told_of, takes_no_side
from talion.coding.acts.told import Told, is_passive, lemma_of, subject_of, whom_asked
from talion.coding.acts.verb_sides import give_actor_a_name
from talion.coding.models import Reading, sure
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import OF_THE_STORY, PEOPLE_NOUNS, Party, phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def side_heard(number: int, cast: Cast, sentence: "Span", reading: Reading, n: int, role: str) -> tuple[Party, float]:
    """Whom the words of a role stand for, several where several are said, and how sure the models are of the words."""
    parties = parties_heard(number, cast, sentence, reading, n, role)
    if not parties:
        return Party(), 0.0
    best, score = max(parties, key=lambda pair: pair[1])
    if role == "recipient" and reading.triggers[n].type in JUDGING and sentence.doc[best.last].lower_ in WORDS_FOR_ACTS:
        return Party(), 0.0  # "condemned it": the act, which is nobody
    # "The Taliban said that its fighters": who is named goes before whose fighters are by default or by a pronoun
    known = [p for p, _ in parties if not p.why.endswith(OF_THE_STORY) and sentence.doc[p.first].tag_ != "PRP$"] or [
        best
    ]
    if role == "recipient" and reading.triggers[n].type == "THREATEN":
        # "warned the Russians of worse relations with the Union": who is warned, where that is said
        warned = [p for p in known if sentence.doc[p.first : p.last + 1].root.dep_ == "dobj"]
        own = [p for p in known if _is_subject_of_clause(sentence.doc[p.first : p.last + 1].root)]
        known = warned or [p for p in known if p not in own or not _acts_for(cast, number, p)] or [Party()]
    if role == "actor":
        act = cast.readings.span(number, sentence, *_where(reading, n))
        known = [p for p in known if not _is_object_of_another(p, known, act)]
    actors = tuple(dict.fromkeys(actor for party in known for actor in party.actors))
    why = f"a model, with a score of {score:.2f}"
    return replace(best, actors=actors, why=f"{best.why}; {why}" if best.why else why), score


def parties_heard(
    number: int, cast: Cast, sentence: "Span", reading: Reading, n: int, role: str
) -> list[tuple[Party, float]]:
    """The parties that the models hear in a role, each with its score."""
    return [
        (party, score)
        for start, end, score in _stretches(reading, n, role)
        if (party := _party(number, cast, sentence, start, end)).first >= 0
        # "Mr Adar blames Iran": who is blamed stands in a claim, and did it in nobody's words but his
        and not (
            role == "actor"
            and (
                any(_is_blamed(t) or _is_where(t) for t in sentence.doc[party.first : party.last + 1])
                or _is_town_before(cast, number, sentence.doc[party.last])
                or _is_avenger(cast.readings.span(number, sentence, *_where(reading, n)), party)
                or _is_its_teller(cast.readings.span(number, sentence, *_where(reading, n)), party)
            )
        )
    ]


def _party(number: int, cast: Cast, sentence: "Span", start: int, end: int) -> Party:
    span = cast.readings.span(number, sentence, start, end)
    if span is None or all(token.pos_ in _NO_PARTY for token in span):
        return Party()
    head = span.root
    if head.pos_ not in _NAMES_SOMEBODY and cast.at(number, head.i) is None:
        # "a coalition" of "a coalition airstrike": what the grammar hangs together is not the side
        inside = [token for token in span if token.pos_ in _NAMES_SOMEBODY or cast.at(number, token.i) is not None]
        if not inside:
            return Party()
        head = inside[-1]
    end_of_it = span[-1]
    if (
        end_of_it.pos_ == "NOUN"
        and head.i < end_of_it.i
        and end_of_it.head == head.head
        and end_of_it.dep_ == "compound"
    ):
        head = end_of_it  # "Haitian gangs" of "Haitian gangs battle", which the parser reads as a row of names
    if head.dep_ in {"amod", "compound", "nmod"} and head.pos_ in {"ADJ", "PROPN"} and end_of_it.i == head.i:
        whole = head.head  # "an Iraqi" of "an Iraqi militia"
        if whole.pos_ == "NOUN" and lemma_of(whole) in _NOT_OF_STATE:
            head = whole
    party = cast.party(number, head)
    if party.first < 0:
        first, last = phrase_of(head)
        return replace(party, first=first, last=last)
    return party


def _is_subject_of_clause(token: "Token") -> bool:
    """ "India" of "warned that India would reply": who will do what is threatened."""
    return token.dep_ == "nsubj" and token.head.dep_ in {"ccomp", "relcl"}  # "warned the same day that India would"


def _acts_for(cast: Cast, number: int, party: Party) -> bool:
    """Whether who warns is the party of which the warning is told, or one of its people: "Modi warned that India"."""
    clause = cast.paragraphs[number].doc[party.first : party.last + 1].root.head
    above = next((t for t in clause.ancestors if t.pos_ == "VERB"), clause)
    subject = subject_of(above)
    who = cast.party(number, subject).actors if subject is not None else ()
    return any(a == b or a in cast.registry.members(b) for a in who for b in party.actors)


def _is_object_of_another(party: Party, others: Sequence[Party], act: "Span | None") -> bool:
    """Whether to this one something is done by another: "claimed the raid and threatened Chad", which raided nobody."""
    if act is None or len(others) < 2:
        return False
    word = act.doc[party.first : party.last + 1].root
    while word.dep_ == "conj" and word.head.i != word.i:
        word = word.head
    if word.dep_ != "dobj" or word.head.i == act.root.i or word.head in act.root.ancestors:
        return False  # "joined Mr Kerry for talks"
    subject = subject_of(word.head)
    return subject is not None and any(p is not party and p.first <= subject.i <= p.last for p in others)


_NO_PARTY = {"DET", "PUNCT", "PART", "ADP", "SPACE", "CCONJ", "SCONJ"}
_NOT_OF_STATE = word_class("not_of_state")
_NAMES_SOMEBODY = {"NOUN", "PROPN", "PRON", "NUM"}


def _stretches(reading: Reading, n: int, role: str) -> Iterator[tuple[int, int, float]]:
    """The words of a role; two stretches with nothing between them ("the" and "al-Dhafra base") are one."""
    found = sorted(
        (one.start, one.end, one.score)
        for one in reading.roles
        if one.act == n and one.role == role and one.score >= sure.SIDE
    )
    while found:
        start, end, score = found.pop(0)
        while found and not reading.text[end : found[0][0]].strip(" -'’"):
            _, end, other = found.pop(0)
            score = max(score, other)
        yield start, end, score


def _where(reading: Reading, n: int) -> tuple[int, int]:
    trigger = reading.triggers[n]
    return trigger.start, trigger.end


def _is_avenger(act: "Span | None", party: Party) -> bool:
    """Whether the party answers the act: who fires "to avenge the killing of its chief in a strike" did not strike."""
    if act is None:
        return False
    for above in act.root.ancestors:
        if above.lemma_.lower() in _ANSWERING:
            return party.last < above.i
    return False


def _is_its_teller(act: "Span | None", party: Party) -> bool:
    """Whether the party only speaks of an act that was told before: "the army said the raid was in revenge".

    Whose raid it was the words before say; that it was the speaker's, these do not.
    """
    if act is None or act.root.pos_ != "NOUN":
        return False
    noun = act.root
    if not any(c.dep_ == "det" and c.lower_ in {"the", "this", "that", "these", "those"} for c in noun.lefts):
        return False
    if noun.dep_ not in {"nsubj", "nsubjpass"} or noun.head.dep_ != "ccomp":
        return False
    teller = subject_of(noun.head.head)
    return teller is not None and party.first <= teller.i <= party.last


_ANSWERING = {"avenge", "retaliation", "response", "revenge", "reprisal", "reply", "vengeance", "retribution"}


def _is_town_before(cast: Cast, number: int, token: "Token") -> bool:
    """Whether a town that may stand for a government only says where: "the Tel Aviv stabbing"."""
    mention = cast.at(number, token.i)
    if mention is None or mention.how != "metonym" or token.dep_ == "poss":
        return False
    return token.head.i == token.i + 1 and token.head.pos_ == "NOUN"


def _is_where(token: "Token") -> bool:
    """Whether somebody stands in a clause that only says where: "from an area where the group has had no presence"."""
    for above in (token, *token.ancestors):
        if above.dep_ in {"relcl", "conj"} and any(c.lower_ == "where" for c in above.children):
            return True
    return False


def _is_blamed(token: "Token") -> bool:
    """Whether somebody is blamed or accused here: "accused Iran of it", "pinned the blame on Iran"."""
    at = token.head if token.dep_ == "pobj" else token
    before = token.nbor(-1) if token.i else token
    if before.lower_ in {"blames", "blamed", "accuses", "accused", "suspects", "condemns", "denounces"}:
        return True  # a headline, that the parser reads as a row of names
    return at.dep_ in {"dobj", "nsubjpass", "prep"} and at.head.lemma_.lower() in _BLAMES


_BLAMES = {"blame", "accuse", "condemn", "denounce", "suspect", "fault"}
# Acts done with words about another act, and the words that point at it: "condemned it".
JUDGING = {"ACCUSE", "REJECT", "SUPPORT"}
WORDS_FOR_ACTS = {"it", "this", "that", "them", "these", "those"}


def as_actor(number: int, party: Party, cast: Cast) -> Party:
    """The party as the one who acts: "Iraqi planes" are no thing that was hit."""
    return give_actor_a_name(number, replace(party.acting, thing=False), cast)


def share_a_word(one: Party, other: Party) -> bool:
    """Whether two parties share a word."""
    return one.first >= 0 and other.first >= 0 and one.first <= other.last and other.first <= one.last


def is_better(heard: Party, told: Party, score: float) -> bool:
    """Whether the models' words for a side go before the rules': where these have none, or name nobody and differ."""
    if heard.first < 0:
        return False
    if told.first < 0 and not told.actors:
        return score >= sure.SIDE_BESIDE_RULES
    if share_a_word(heard, told):
        return bool(heard.actors) and not told.actors
    return score >= sure.SIDE_OVER_RULES and (bool(heard.actors) or not told.actors)


def leaves_out_who(told: Told, heard: Party) -> bool:
    """Whether whom the models hear belongs elsewhere.

    "Three were killed, the militia said": a passive that names nobody, where they take who speaks for it.
    """
    doc = told.token.doc
    if heard.last >= 0 and told.is_noun and _feels(doc[heard.last], told.token):
        return True  # "the anger of villagers at the killing"
    if heard.last >= 0 and told.is_noun and (_only_hears_of(told.token, heard) or is_only_told_of(told, heard)):
        return True
    asked = whom_asked(told.token) if heard.last >= 0 and not told.is_noun else None
    if asked is not None and not heard.first <= asked.i <= heard.last and heard.last < asked.i:
        return True  # "we call on others to help": who asks does not do it
    if heard.last >= 0 and doc[heard.last].dep_ == "poss" and doc[heard.last].head not in told.tokens:
        return True  # "the attacks, and Iran's calls for revenge": whose the other act is
    if heard.last >= 0 and not told.is_noun and _only_says_so(told, heard):
        return True
    if heard.last >= 0 and told.token.i < heard.first and _denies(doc[heard.last]):
        return True  # "a pump burned down; the Guard denied having set it alight"
    subject = None if told.is_noun else next((c for c in told.token.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.tag_ == "WP" and told.token.dep_ in {"ccomp", "xcomp"}:
        return heard.first < subject.i  # "officers doubt who fired": it is asked
    if not told.is_noun and not is_passive(told.token):
        return _stands_aside(told.token, heard)
    if told.is_noun:
        return False
    return not any(token.lower_ == "by" for token in doc[max(heard.first - 3, 0) : heard.first + 1])


def _only_says_so(told: Told, heard: Party) -> bool:
    """Whether somebody is heard to act who only says that another did: "the ministry says the others attacked"."""
    speaker = told.token.doc[heard.last]
    verb = speaker.head
    says = speaker.dep_ == "nsubj" and verb.lemma_.lower() in _SAYS and verb in told.token.ancestors
    other = told.actor.first > verb.i and bool(told.actor.actors)
    return says and other and not set(heard.actors) & set(told.actor.actors)


_SAYS = {"say", "claim", "maintain", "insist", "allege", "report", "state", "tell", "announce", "add"}


def _denies(token: "Token") -> bool:
    """Whether somebody is the subject of a denial."""
    at = token.head if token.dep_ in {"compound", "flat"} else token
    return at.dep_ == "nsubj" and at.head.lemma_.lower() in _DENIES


_DENIES = {"deny", "reject", "refute", "dispute", "disavow", "disclaim", "disown"}


def _stands_aside(verb: "Token", heard: Party) -> bool:
    """Whether a verb has somebody for its subject and the one heard is only an object of another word.

    "They use the name of the faith to murder", "we have relieved towns such as Selva and broken the siege".
    """
    subject = subject_of(verb)
    if subject is None or heard.first < 0 or subject.left_edge.i <= heard.last <= subject.right_edge.i:
        return False
    named = subject.pos_ == "PROPN" or (subject.pos_ == "PRON" and subject.tag_ == "PRP" and subject.lower_ != "it")
    if not named and subject.lemma_.lower() not in PEOPLE_NOUNS:
        return False
    at = verb.doc[heard.last]
    while at.dep_ in {"conj", "compound", "appos"} and at.head.i != at.i:
        at = at.head
    return at.dep_ in {"pobj", "dobj"} and at.head.lower_ != "by" and at.i < verb.i


def _only_hears_of(act: "Token", heard: Party) -> bool:
    """Whether somebody judges or gets what an act's noun tells: "X condemned the cutting", "was handed a protest"."""
    at = act
    if at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.dep_ == "dobj":
        at = at.head.head  # "condemned the cutting of …", "documented cases of …"
    if at.dep_ != "dobj":
        return False
    verb = at.head
    if not is_passive(verb) and verb.lemma_.lower() not in _JUDGES:
        return False
    return any(c.dep_ in {"nsubj", "nsubjpass"} and heard.first <= c.i <= heard.last for c in _all_above(verb))


def _all_above(verb: "Token") -> "list[Token]":
    """What hangs on a verb and on those before it in a row: "was summoned and handed"."""
    found = list(verb.children)
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
        found += verb.children
    return found


_JUDGES = {
    "condemn", "deplore", "denounce", "decry", "regret", "investigate", "probe", "report", "document", "record",
    "verify", "observe", "witness", "describe", "mourn", "criticise", "criticize", "slam", "blast", "note", "confirm",
}  # fmt: skip


def _feels(token: "Token", act: "Token") -> bool:
    """Whether somebody feels something about an act, which somebody else did: "villagers' grief over the killing"."""
    about = next((at for at in (act, *act.ancestors) if at.dep_ == "pobj" and at.head.lower_ in {"at", "over"}), None)
    if about is None or not token.i < about.head.i < act.i:
        return False
    near = token.doc[max(token.sent.start, token.i - 3) : about.head.i]
    return any(t.pos_ == "NOUN" and t.lemma_.lower() in _FEELINGS for t in near)


_FEELINGS = {
    "anger", "fury", "outrage", "grief", "rage", "indignation", "sorrow", "alarm", "concern", "shock", "protest",
    "anguish", "horror", "dismay", "frustration", "condolence", "sadness", "revulsion",
}  # fmt: skip


def suffers_the_answer(told: Told, heard: Party) -> bool:
    """Whether whom the models hear hurt by an act is hurt or blamed for it.

    "The officers were punished for the attack", "blamed the attack on the rebels".
    """
    if takes_no_side(told, heard):
        return True
    if not told.is_noun or heard.first < 0:
        return False
    if told.token.dep_ == "dobj" and told.token.head.lemma_.lower() in {"blame", "pin"}:
        doc = told.token.doc
        return any(t.lower_ == "on" for t in doc[told.token.i : heard.first])
    for at in told.token.ancestors:
        if at.pos_ == "VERB":
            whom = [c for c in at.children if c.dep_ in {"nsubjpass", "dobj"}]
            return any(heard.first <= c.i <= heard.last for c in whom) and any(
                c.dep_ == "prep" and c.lower_ in {"for", "over"} and told.token in c.subtree for c in at.children
            )
    return False


# What two sides do to each other, as the object of a verb: "fought a war".
_SHARED = {"fire", "war", "battle", "duel", "shot", "blow", "salvo", "engagement", "campaign"}


# What two do to each other, whatever kind of act it is: "exchanged prisoners".
_MUTUAL = {"exchange", "swap"}
# What three and more do side by side, and not to each other.
_PROMISES = {"pledge", "vow", "promise", "undertake", "commit", "resolve", "offer", "swear", "decide"}


def part_two_sides(told: Told, parties: Sequence[Party]) -> None:
    """ "Talks between A and B": of an act without direction, one is put down on either side.

    `parties` are those whom the models hear, each by its own words.
    """
    both = told.actor
    talks = told.sense.undirected or told.sense.action in {"CONSULT", "AGREE", "COOPERATE"} or told.word in _MUTUAL
    talks = talks and not (len(both.actors) > 2 and told.token.lemma_.lower() in _PROMISES)
    whom = not told.is_noun and any(c.dep_ == "dobj" and c.lemma_.lower() not in _SHARED for c in told.token.children)
    nobody_else = set(told.recipient.actors) <= set(both.actors)
    if talks and len(both.actors) > 1 and nobody_else and not (whom and told.sense.action == "ASSAULT"):
        told.actor = replace(both, actors=both.actors[:1], why="one of two sides")
        told.recipient = replace(both, actors=both.actors[1:], why="one of two sides")
        for side in ("actor", "recipient"):
            own = [one for one in parties if set(one.actors) & set(getattr(told, side).actors)]
            if len(parties) > 1 and len(own) == 1:
                setattr(told, side, replace(getattr(told, side), first=own[0].first, last=own[0].last))
