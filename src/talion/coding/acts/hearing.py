"""Acts as rules and models tell them together: both read every sentence, and each corrects what the other says.

The rules know grammar, names and the words of their lexicon; the models know how such sentences go. An act that only
one of the two tells is kept where that one is sure; of an act that both tell, type, standing and sides are taken from
the surer. What was taken from whom stands in `Told.why` and in the record; what is refused is said with its reason.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from talion.codebook.acts import ActWords, Sense
from talion.coding.acts.by_grammar import give_sides_by_grammar, take_whole_subject
from talion.coding.acts.completed import complete_sides
from talion.coding.acts.false_reports import clear_false_victims
from talion.coding.acts.finding import add_means, is_of_sport
from talion.coding.acts.folding import fold_effects, fold_included
from talion.coding.acts.ground import give_ground_its_owner
from talion.coding.acts.heard_sides import (
    as_actor,
    is_better,
    leaves_out_who,
    part_two_sides,
    parties_heard,
    share_a_word,
    side_heard,
    suffers_the_answer,
)
from talion.coding.acts.in_passing import without_those_in_passing
from talion.coding.acts.passed_over import pass_over
from talion.coding.acts.refused import NOMINAL, is_beside, is_result, joined_means, part_of, why_not
from talion.coding.acts.status import DECIDED, standing_of, tense_of
from talion.coding.acts.told import Told, lemma_of
from talion.coding.models import Reading, TriggerFound, sure
from talion.coding.sides.cast import Cast
from talion.coding.sides.phrases import Party

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_TELLING = {"NOUN", "PROPN", "VERB", "ADJ"}


def hear(number: int, cast: Cast, told: list[Told], words: ActWords) -> list[Told]:
    """The acts of one paragraph, out of what the rules told and what the models hear, in the order of their words."""
    doc = cast.paragraphs[number].doc
    if not told and is_of_sport(doc):
        return told
    kept: list[Told] = []
    for sentence in cast.paragraphs[number].sentences:
        here = [one for one in told if sentence.start <= one.token.i < sentence.end and not is_result(one.token)]
        kept += _of_sentence(number, sentence, cast, here, words)
    for one in kept:
        give_ground_its_owner(one, cast)
        if _is_of_the_victim(one):
            one.actor = Party()
    complete_sides(kept, cast)
    kept = fold_included(fold_effects(kept))
    for one in kept:
        clear_false_victims(one)
    return without_those_in_passing(sorted(kept, key=lambda one: one.token.i), cast)


def _is_of_the_victim(told: Told) -> bool:
    """Whether who did it stands in the words on who the victim was: "killing of X, the commander of the force"."""
    actor, victim = told.actor, told.recipient
    if actor.first < 0 or victim.first < 0 or not actor.actors:
        return False
    token = told.token.doc[actor.last]
    for above in (token, *token.ancestors):
        if above.i == told.token.i:
            return False  # "the reporter, whom the Front kidnapped": its own subject
        if above.dep_ == "appos" and victim.first <= above.head.i <= victim.last:
            return True
    return False


def _of_sentence(number: int, sentence: "Span", cast: Cast, told: list[Told], words: ActWords) -> Iterator[Told]:
    at = [(one.token.idx - sentence.start_char, one.token.idx + len(one.token) - sentence.start_char) for one in told]
    reading = cast.readings.of(number, sentence, at)
    of_rules: dict[int, Told] = {}
    for one in told:
        heard = cast.readings.number_of(one)
        if heard is None:
            yield one  # behind the point to which the models read
        else:
            of_rules.setdefault(heard, one)
    spans = {
        n: span
        for n, trigger in enumerate(reading.triggers)
        if (span := cast.readings.span(number, sentence, trigger.start, trigger.end)) is not None
    }
    # the two ends of an answer that is stated: words that tell of one ("in reply to", not "for") speak for either
    joined = set[int]()
    ends: dict[int, float] = {}
    for pair, said in cast.readings.stated(number, sentence):
        joined |= {pair.response, pair.trigger}
        if any(token.pos_ in _TELLING for token in said):
            for n in (pair.response, pair.trigger):
                ends[n] = max(ends.get(n, 0.0), pair.score)
    folded = {token.i for one in told for token in one.tokens}
    for n, trigger in enumerate(reading.triggers):
        if n in of_rules:
            one = of_rules[n]
            beside = next((m for m, span in spans.items() if m not in of_rules and is_beside(span, one)), None)
            if beside is not None and trigger.score < sure.HEARD and not one.sense.answer:
                # "rockets hit a base": the models hear in one word what the rules hear in the other
                folded |= {token.i for token in spans[beside]}
                one.why.append(f"a model hears it in “{spans[beside].text}” ({reading.triggers[beside].score:.2f})")
                agreed: Told | None = one
            else:
                agreed = _agree(number, cast, sentence, reading, n, one, words, is_end=n in ends)
            if agreed is not None:
                yield agreed
    verbs_first = sorted(range(len(reading.triggers)), key=lambda n: n in spans and spans[n].root.pos_ != "VERB")
    kept = [*told]
    for n in verbs_first:
        trigger, span = reading.triggers[n], spans.get(n)
        if n in of_rules or span is None or any(token.i in folded for token in span):
            continue
        alone = n in joined and not any(span.root.head in other for other in spans.values())
        why = why_not(trigger, span.root, words, answers=ends.get(n), is_joined=alone)
        if why is None and (by := part_of(span, kept, trigger.type)) is not None:
            why = f"it is part of what “{by.token.text}” tells"
        if why is None and (by := joined_means(span.root, kept)) is not None:
            why = f"it is told with “{by.token.text}”"
        if why is None and is_of_sport(span.doc, words=2):
            why = f"a model hears {trigger.type} here, in a paragraph about a match"
        if why is not None:
            pass_over(span.root, why, score=trigger.score)
            continue
        kept.append(_heard(number, cast, sentence, reading, n, span, words))
        yield kept[-1]


def _heard(number: int, cast: Cast, sentence: "Span", reading: Reading, n: int, span: "Span", words: ActWords) -> Told:
    """An act that the models alone tell."""
    trigger, token = reading.triggers[n], span.root
    is_noun = token.pos_ in NOMINAL
    made = Told(
        number,
        token,
        span.start,
        span.end - 1,
        _sense(trigger.type, token, words),
        token.lemma_.lower(),
        is_noun,
        standing_of(token, token if token.pos_ in {"VERB", "AUX"} else None),
    )
    made.score = round(trigger.score * trigger.type_score, 2)
    made.why.append(
        f"a model hears {trigger.type} with a score of {trigger.score:.2f} ({trigger.type_score:.2f} for the type)"
    )
    _stand(made, trigger)
    if made.standing.status == "planned" and _is_purpose(token):
        made.standing = replace(made.standing, status="hypothetical", because="what something was done for")
    determiner = next((c.lower_ for c in token.lefts if c.dep_ == "det"), None)
    made.definite = is_noun and determiner in {"the", "this", "that", "these", "those"}
    made.plural = token.tag_ in {"NNS", "NNPS"}
    actor, _ = side_heard(number, cast, sentence, reading, n, "actor")
    if leaves_out_who(made, actor):
        actor = Party()
    recipient, _ = side_heard(number, cast, sentence, reading, n, "recipient")
    thing, _ = side_heard(number, cast, sentence, reading, n, "thing")
    if suffers_the_answer(made, recipient):
        recipient = Party()
    if suffers_the_answer(made, thing):
        thing = Party()
    made.actor = as_actor(number, actor, cast)
    if cast.is_only_where(number, made.actor):
        made.actor = Party()
    made.recipient = recipient
    if recipient.first < 0 and thing.first >= 0:
        made.recipient = replace(thing, thing=True)
    give_sides_by_grammar(made, cast)
    take_whole_subject(made, cast)
    if thing.first >= 0:
        made.matter = (thing.first, thing.last)
    if len(made.actor.actors) > 1:
        part_two_sides(made, [party for party, _ in parties_heard(number, cast, sentence, reading, n, "actor")])
    _set_out(made)
    _close_own(made)
    add_means(made, words)
    made.plain = _is_told_plainly(made)
    return made


def _is_told_plainly(made: Told) -> bool:
    """Whether a verb of its own says that it was or will be: no noun, nothing imagined, nothing that is a purpose."""
    token = made.token
    if made.is_noun or token.pos_ != "VERB" or made.standing.status in {"hypothetical", "negated"}:
        return False
    if token.lemma_ == "threaten":
        return False  # "it threatened stability": what threat is one, the rules decide
    helpers = any(c.dep_ in {"aux", "auxpass"} and c.lower_ != "to" for c in token.children)
    return (helpers or token.tag_ in {"VBD", "VBZ", "VBP"}) and token.dep_ in _CLAUSES


_CLAUSES = {"ROOT", "conj", "ccomp", "relcl", "advcl", "parataxis"}


def _is_purpose(token: "Token") -> bool:
    """Whether a verb says what something was done for: "sent fighters to support him"."""
    return token.dep_ == "advcl" and any(child.lower_ == "to" and child.dep_ == "aux" for child in token.children)


def _agree(
    number: int,
    cast: Cast,
    sentence: "Span",
    reading: Reading,
    n: int,
    told: Told,
    words: ActWords,
    *,
    is_end: bool = False,
) -> Told | None:
    """An act that a rule tells, after the models were asked; None where they give it next to no chance."""
    trigger = reading.triggers[n]
    # "rockets exploded near the base": where a weapon is told with it, the rule stands
    if (
        not reading.gated
        and not told.weapon
        and not (told.sense.sure and told.sense.mode == "disapprove")  # "voiced outrage"
        and not (told.sense.complement or told.sense.suffered)  # "appeared before the court": no word alone
        and not (told.sense.object and told.sense.action == "REQUEST")  # "wanted proof"
        and not is_end
        and trigger.score < sure.NO_ACT["noun" if told.is_noun else "verb"]
    ):
        pass_over(told.token, "a rule tells an act here, and the models hear none", score=trigger.score)
        return None
    if trigger.score < sure.HEARD:
        return told  # of an act that they do not hear, the models know nothing
    # "calls for revenge", "sent him to prison": its own words say what it is
    told_by_more = told.sense.answer or told.sense.calls_for or _is_said_by_its_phrase(told, trigger.type)
    march = told.sense.action == "PROTEST" and (
        (told.is_noun and told.definite)  # "denied that it was behind the protest"
        or (not told.is_noun and not told.actor.actors)  # "thousands protested against the president"
    )
    if trigger.type != told.sense.action and trigger.type_score >= sure.TYPE_OVER_RULES and not (told_by_more or march):
        told.why.append(f"a model hears {trigger.type} ({trigger.type_score:.2f}) and not {told.sense.action}")
        told.sense = _sense(trigger.type, told.token, words)
    _stand(told, trigger)
    actor, score = side_heard(number, cast, sentence, reading, n, "actor")
    if is_better(actor, told.actor, score) and not (leaves_out_who(told, actor) or share_a_word(actor, told.recipient)):
        told.actor = as_actor(number, actor, cast)
    recipient, score = side_heard(number, cast, sentence, reading, n, "recipient")
    if suffers_the_answer(told, recipient):
        recipient = Party()
    if is_better(recipient, told.recipient, score) and not share_a_word(recipient, told.actor):
        if told.recipient.thing and told.recipient.first >= 0 and told.matter is None:
            told.matter = (told.recipient.first, told.recipient.last)
        told.recipient = recipient
    elif recipient.first < 0 and told.recipient.first < 0 and not told.recipient.actors:
        thing, score = side_heard(number, cast, sentence, reading, n, "thing")
        if (
            score >= sure.SIDE_BESIDE_RULES
            and not share_a_word(thing, told.actor)
            and not suffers_the_answer(told, thing)
        ):
            told.recipient = replace(thing, thing=True)
    elif recipient.first < 0 <= told.recipient.first and not told.recipient.thing and not told.recipient.actors:
        thing, score = side_heard(number, cast, sentence, reading, n, "thing")
        if share_a_word(thing, told.recipient):
            told.recipient = replace(told.recipient, thing=True)
    if len(told.actor.actors) > 1:
        part_two_sides(told, [party for party, _ in parties_heard(number, cast, sentence, reading, n, "actor")])
    _set_out(told)
    if _is_its_own_victim(told):
        told.actor = replace(told.actor, actors=())
    return told


def _is_said_by_its_phrase(told: Told, heard: str) -> bool:
    """ "Closed the consulate", "sent drones after them": what stands behind a verb says which kind of act it is."""
    sense = told.sense
    if sense.suffered or (sense.complement and sense.action in _BY_PHRASE):
        return True
    if not sense.object or told.is_noun:
        return False
    if sense.subject and sense.action == "AID":
        return True  # "soldiers freed the hostages"
    if sense.sure and {sense.action, heard} == {"SANCTION", "COERCE"}:
        return True
    at = any(c.dep_ == "prep" and c.lower_ in {"at", "after", "against", "into"} for c in told.token.children)
    return sense.action == "ASSAULT" and heard == "MOBILIZE" and at


_BY_PHRASE = {"COERCE", "SANCTION", "PROTEST", "MOBILIZE", "REJECT", "ASSAULT"}


def _is_its_own_victim(told: Told) -> bool:
    """Whether the one heard to strike is whose the thing hit is: "the group said that aircraft attacked its convoy"."""
    own = bool(told.actor.actors) and set(told.actor.actors) == set(told.recipient.actors)
    return own and told.sense.action == "ASSAULT" and not told.sense.undirected and told.recipient.thing


def _set_out(told: Told) -> None:
    """ "Some 750 soldiers would leave for the region": who leaves for a place is sent there."""
    token = told.token
    goes = told.sense.action == "RETREAT" and token.lemma_.lower() in {"leave", "depart"} and not told.is_noun
    goes = goes and not any(c.dep_ == "dobj" for c in token.children)  # "the rebels left Khujand for the hills"
    if goes and any((c.dep_ == "prep" and c.lower_ == "for") or _is_to_serve(c) for c in token.children):
        told.sense = Sense("MOBILIZE", "troops", sure=True)


def _close_own(made: Told) -> None:
    """ "We have closed our clinic": who closes what is his own goes, and does nothing to anybody."""
    own = any(t.tag_ == "PRP$" for c in made.token.children if c.dep_ == "dobj" for t in c.lefts)
    if made.sense.action == "COERCE" and made.token.lemma_ in {"close", "shut", "suspend", "evacuate"} and own:
        made.sense = Sense("RETREAT", "withdraw", sure=True)


def _is_to_serve(clause: "Token") -> bool:
    """ "The frigate left to escort merchantmen"."""
    return clause.lemma_ in _SERVES and any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children)


_SERVES = {"escort", "patrol", "protect", "join", "reinforce", "guard", "hunt", "support", "fight", "help", "relieve"}


def _stand(told: Told, trigger: TriggerFound) -> None:
    """The models' status where they are sure of it, else that of the rules. A threat that is made is threatened."""
    ruled = told.standing
    status = trigger.status
    if told.sense.action == "THREATEN" and status in {"done", "planned", "threatened"}:
        status = "threatened"
    tense = ruled.tense or tense_of(told.token)
    enough = sure.STATUS_OVER_RULES if ruled.because == "told as a fact" else sure.STATUS_OVER_WORDS
    if status == "threatened" and ruled.status == "hypothetical" and told.sense.action != "THREATEN":
        status = ruled.status  # "would bomb the port if": imagined, and nobody has threatened it
    if status == "foiled" and not any(t.lemma_.lower() in _STOPPING for t in told.sentence):
        status = ruled.status  # who stopped it, or how, has to be in the sentence
    if status == "denied" and any(t.text == ";" for t in told.sentence) and not _is_denied_beside(told.token):
        status = ruled.status  # "set fire to a room; one side blames the other, which rejects it"
    if (
        status == ruled.status
        or trigger.status_score < enough
        or ruled.because == DECIDED
        or ruled.because.startswith("'not ")
    ):
        told.standing = replace(ruled, tense=tense)
        return
    because = f"a model, with a score of {trigger.status_score:.2f}"
    told.standing = replace(ruled, status=status, because=because, tense=tense)


# Words that may tell how an act was stopped; without one of them a model's "foiled" is not believed.
_STOPPING = frozenset(
    {
        "foil", "thwart", "prevent", "avert", "stop", "intercept", "interception", "repel", "repulse", "rebuff",
        "disrupt", "abort", "defuse", "disarm", "deactivate", "discover", "discovery", "find", "uncover", "block",
        "halt", "scuttle", "neutralise", "neutralize", "shoot", "down", "destroy", "dismantle", "arrest", "detain",
        "fail", "failure", "fend", "beat", "turn", "drive", "frustrate", "plot", "before", "unexploded", "explode",
        "jam", "catch", "spot", "tip", "overpower", "tackle",
    }
)  # fmt: skip


def _is_denied_beside(token: "Token") -> bool:
    """Whether a word of denial stands on its side of the semicolons of its sentence."""
    sentence = token.sent
    cuts = [sentence.start, *(t.i for t in sentence if t.text == ";"), sentence.end]
    first, last = max(i for i in cuts if i <= token.i), min(i for i in cuts if i > token.i)
    return any(t.lemma_.lower() in _DENIALS for t in token.doc[first:last])


_DENIALS = {"deny", "denial", "reject", "rejection", "refute", "dismiss", "disavow", "disclaim", "dispute", "rebut"}


def _sense(action: str, token: "Token", words: ActWords) -> Sense:
    """What the lexicon knows of a word as an act of this type, without what it asks to stand beside it."""
    lemma = lemma_of(token)
    senses = words.verbs.get(lemma, ()) if token.pos_ in {"VERB", "AUX"} else words.nouns.get(lemma, ())
    known = next((s for s in senses if s.action == action and not (s.object or s.complement or s.calls_for)), None)
    if known is not None and not known.answer and not known.foils:
        return replace(known, sure=True)
    return Sense(action, sure=True)
