"""Who speaks: the name, role, affiliation and party of a speaker, by the words for him and by those before them."""

import re
from typing import TYPE_CHECKING

from talion.codebook.word_classes import word_class
from talion.coding.sides.cast import Cast, without_titles
from talion.coding.speech.voices import Voices
from talion.records import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

_EXPERT = re.compile(
    r"\b(experts?|analysts?|researchers?|professors?|fellows?|scholars?|think[- ]?tank|institute|lecturers?|academics?|"
    r"director of the [A-Z]?\w+ (?:initiative|programme|program|project|centre|center)|historians?|"
    r"political scientists?|observers?|"
    r"(?:socio|anthropo|crimino|geo|psycho|theo|ethno|polito)logists?|columnists?|pundits?|essayists?|"
    r"(?:author|editor) of|(?:head|director|chair\w*|founder) (?:of|at) (?:the |an? )?(?:[\w-]+ ){0,4}(?:cent(?:re|er)|"
    r"institute|think[- ]tank|foundation|programme|program|project|initiative)|(?:[a-z]+ )?watchers|risk assessors?|"
    r"who (?:(?:has|have) )?(?:stud(?:y|ies|ied)|follow(?:s|ed)?|track(?:s|ed)?|research(?:es|ed)?|teach(?:es)?|taught|"
    r"written|wrote|writes|monitor(?:s|ed)?|speciali[sz]es?|lectures?)|"
    r"specialists?|consultants?|advis[eo]rs? (?:at|to the)|crisis group|economists?|strategists?|commentators?)\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(
    r"\b(spokes(?:man|woman|person)|spokespeople|ministers?|ministry|presidents?|prime minister|officials?|"
    r"officers?|generals?|"
    r"commanders?|secretary|ambassadors?|diplomats?|police|army|military|government|governor|mayor|chief|colonel|major|"
    r"superintendent|supt|inspector|insp|sergeant|sgt|constable|commissioner|gen|col|maj|lt|capt|cmdr|adm|"
    r"lieutenant|captain|envoy|senators?|lawmakers?|MPs?|parliament|leaders?|head|king|ayatollah|chancellor|"
    r"premier|brigadier|"
    r"admiral|authorities|administration|cabinet|deputy|prosecutors?|member of parliament|congress\w*)\b",
    re.IGNORECASE,
)
_WITNESS = re.compile(
    r"\b(witness(?:es)?|residents?|villagers?|locals?|survivors?|relatives?|neighbou?rs?|eyewitness(?:es)?)\b",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"\b(news agency|state (?:media|television|TV|radio)|television|TV|newspapers?|daily|broadcaster|Reuters|"
    r"AFP|AP|Associated Press|"
    r"radio|media|Xinhua|IRNA|SANA|TASS|website|channel)\b"
)
_MONITOR = re.compile(
    r"\b(monitor(?:ing)? group|observatory|human rights|UN|United Nations|Red Cross|Red Crescent|NGO|charity|"
    r"aid group|mission)\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\s(?:at|with|from|for|of)\s(?=(?:the\s)?(?:[A-Z][\w'’.-]*))")


def speaker_of(number: int, head: "Token", voices: Voices) -> tuple[Speaker, int, int]:
    """The speaker whom a word names or points at, and the first and the last word for him."""
    cast = voices.cast
    paragraph = cast.paragraphs[number]
    doc = paragraph.doc
    first = min(
        (
            t.i
            for t in head.lefts
            if t.dep_ in {"compound", "det", "amod", "poss", "nmod", "nummod"}
            for t in [t.left_edge]
        ),
        default=head.i,
    )
    last = _whole_name(head)
    name = doc[first : last + 1].text
    if head.lower_ in {"he", "she", "they", "it", "i", "we"}:
        if head.lower_ in {"he", "she"}:
            told_of = _told_of(head)
            if told_of is not None:
                return speaker_of(number, told_of, voices)[0], head.i, head.i
            if voices.last_person is not None:
                return voices.last_person, head.i, head.i
        party = cast.party(number, head)
        actor = party.actors[0] if party.actors else None
        registered = cast.registry.actors.get(actor) if actor else None
        return (
            Speaker(registered.name if registered else head.text, "party" if actor else "unnamed", actor),
            head.i,
            head.i,
        )
    body = _name_of_a_body(head)
    if body is not None:
        of = next((c for c in body.rights if c.lower_ == "of" and c.i == body.i + 1), None)
        end = of.right_edge.i if of is not None and of.right_edge.pos_ == "PROPN" else body.i  # "Sons of the Delta"
        actors = cast.party(number, head).actors or cast.party(number, body).actors
        said = Speaker(doc[body.left_edge.i : end + 1].text, "party", actors[0] if actors else None)
        return said, first, end
    named = next((c for c in head.rights if c.dep_ == "appos" and c.ent_type_ == "PERSON" and c.pos_ == "PROPN"), None)
    if named is None and head.pos_ == "NOUN" and (_OFFICIAL.search(head.text) or _EXPERT.search(head.text)):
        named = _named_at_the_end(head)
    if named is not None and head.ent_type_ != "PERSON":
        # "the US Secretary of State, Jane Doe": the role first, the name beside it
        role_words = doc[first : named.left_edge.i].text.strip(" ,")
        speaker, _, end = speaker_of(number, named, voices)
        title = re.sub(r"^(?:the|a|an)\s+", "", role_words, flags=re.IGNORECASE)
        sort = "expert" if _EXPERT.search(title) else "official" if _OFFICIAL.search(title) else speaker.kind
        for_actor = speaker.actor or (None if sort == "expert" else _speaks_for(number, head, first, "", cast))
        known = Speaker(speaker.name, sort, for_actor, title or None, speaker.affiliation)
        voices.people[speaker.name.split()[-1].lower()] = known
        voices.last_person = known
        return known, first, end
    description = _description(head)
    plain = without_titles(name)
    key = plain.split()[-1].lower() if plain else ""
    is_person = head.pos_ == "PROPN" and (
        head.ent_type_ == "PERSON" or description != "" or name.startswith(("Mr", "Ms", "Mrs", "Dr"))
    )
    if is_person and description == "" and key in voices.people:
        voices.last_person = voices.people[key]
        return voices.people[key], first, last
    mention = cast.at(number, head.i)
    whole = f"{name} {description}".strip()
    role, affiliation = _role_and_affiliation(name, plain, description)
    if role == name or role in {"The", "the"}:
        role = None
    if mention is not None and cast.kind(mention.actor) != "person" and description == "" and head.pos_ == "PROPN":
        actor_kind = "organisation" if cast.kind(mention.actor) == "intergovernmental" else "party"
        return Speaker(name, actor_kind, mention.actor), first, last
    actor = _speaks_for(number, head, first, description, cast)
    if re.search(r"\bsources?\b", name):
        kind = "unnamed"
    elif _EXPERT.search(whole):
        kind, actor = "expert", None
    elif re.search(r"\b(?:former|retired|ex-)\b", whole, re.IGNORECASE):
        kind, actor = "unnamed", None
    elif _WITNESS.search(whole):
        kind, actor = "witness", None
    elif _OUTLET.search(name) and not is_person:
        kind, actor = "outlet", None
    elif _OFFICIAL.search(whole):
        kind = "official"
    elif _MONITOR.search(whole):
        kind, actor = "organisation", None
    else:
        kind = "party" if actor else "unnamed"
    if mention is not None and cast.kind(mention.actor) == "person":
        actor, kind = mention.actor, "party"
    named_person = next((e.text for e in doc.ents if e.label_ == "PERSON" and e.start <= head.i < e.end), None)
    if is_person and named_person and " " in without_titles(named_person) and without_titles(named_person) in plain:
        before = plain[: plain.rfind(without_titles(named_person))].strip(" ,")
        plain = without_titles(named_person)
        role = (
            role
            or re.sub(r"^(?:the|a|an)\s+", "", f"{name[: name.rfind(plain)]}".strip(" ,"), flags=re.IGNORECASE)
            or before
            or None
        )
    speaker = Speaker(_named(name, plain, is_person=is_person), kind, actor, role, affiliation)
    if is_person:
        voices.people[key] = speaker
        voices.last_person = speaker
    return speaker, first, last


_BODIES = {"group", "body", "organisation", "organization", "outfit", "faction", "militia", "movement", "network",
           "cell", "front", "party", "brigade", "alliance", "coalition", "gang", "band"}  # fmt: skip


def _name_of_a_body(head: "Token") -> "Token | None":
    """The name of "a body unknown to us, the Free Strait League"."""
    if head.pos_ != "NOUN" or head.lower_ not in _BODIES:
        return None
    return next((c for c in head.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and c.ent_type_ != "PERSON"), None)


def _named_at_the_end(head: "Token") -> "Token | None":
    """The person behind "the head of the Institute for Security Studies, Jakkie Cilliers"."""
    for token in head.subtree:
        if token.dep_ == "appos" and token.pos_ == "PROPN" and token.i > head.i + 2 and token.ent_type_ == "PERSON":
            edge = token.left_edge.i
            if token.doc[edge - 1].text == "," and all(t.pos_ != "VERB" for t in token.doc[head.i : edge]):
                return token
    return None


_BODY = {
    "institute", "institution", "centre", "center", "council", "observatory", "committee", "organisation",
    "organization", "foundation", "university", "commission", "network", "federation", "society", "association",
}  # fmt: skip


def _whole_name(head: "Token") -> int:
    """The last token of a body's name that goes on: "the Institute for Strategic Studies"."""
    after = head.doc[head.i + 1 : head.i + 2]
    if (
        head.lower_ not in _BODY
        or not head.text[:1].isupper()
        or not after
        or after[0].lower_ not in {"for", "of", "on"}
    ):
        return head.i
    last = head.i
    for token in head.doc[head.i + 2 : head.sent.end]:
        if token.text[:1].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ"}:
            last = token.i
        elif token.lower_ not in {"the", "and", "of"}:
            break
    return last


def _named(name: str, plain: str, *, is_person: bool) -> str:
    if not is_person:
        return re.sub(r"^(?:a|an|An?(?= .*\b[a-z]\w+$))\s+", "", name)
    words = plain.split()
    # "Pentagon spokesman Jonathan Doe": the name is the run of capitals at the end
    run: list[str] = []
    for word in reversed(words):
        if word[:1].isupper() or word.lower() in {"al", "al-", "bin", "ibn", "de", "van", "von", "el", "abu"}:
            run.insert(0, word)
        else:
            break
    return " ".join(run) or plain


def _description(head: "Token") -> str:
    """What is said beside a name: "director of the Iraq initiative at London's Chatham House"."""
    after = head.nbor() if head.i + 1 < len(head.doc) else None
    if (
        head.pos_ == "PROPN"
        and after is not None
        and after.lower_ in {"of", "at", "from", "with"}
        and after.dep_ == "prep"
    ):
        end = max(t.i for t in after.subtree)
        return "from " + head.doc[after.i + 1 : end + 1].text.split(" (")[0].strip(" ,")
    behind = head.doc[head.i + 1 : head.i + 3]
    if len(behind) == 2 and behind[0].text == "," and behind[1].lower_ in {"which", "that", "whose"}:
        return ""  # "the Banner, which Dravia arms": a party, and nobody's office
    if head.pos_ == "PROPN" and len(behind) == 2 and behind[0].text == "," and behind[1].lower_ in {"of", "from", "at"}:
        rest = head.doc[head.i + 3 : head.sent.end].text  # "Yusra Temple, of the University of Mira, expects"
        return "from " + rest.split(",")[0].strip()
    for child in head.rights:
        if child.dep_ in {"appos", "relcl", "acl"} and child.i > head.i:
            words = [t for t in child.subtree if t.i > head.i]
            text = head.doc[words[0].i : words[-1].i + 1].text
            if child.dep_ == "appos" or text.startswith("who "):
                return re.sub(r"^(?:who (?:is|was|heads|leads) )?(?:an?|the) ", "", text).strip(" ,")
    return ""


def _role_and_affiliation(name: str, plain: str, description: str) -> tuple[str | None, str | None]:
    said = description
    if not said:
        before = name[: name.rfind(plain)].strip() if plain in name else ""
        lower = [w for w in plain.split() if w[:1].islower()]
        if lower and not before:
            cut = plain.rfind(lower[-1]) + len(lower[-1])
            said = plain[:cut].strip()
        else:
            return (before or None) if before not in {"Mr", "Mrs", "Ms", "the", "a", "an"} else None, None
    if said.startswith("from "):
        return None, re.split(r", (?:an?|the|which|who)\b", said[5:])[0].strip(" ,.")
    said = re.sub(r"^(?:an?|the|An?)\s+", "", said)
    places = list(_AT.finditer(said))
    at = next((m for m in places if m[0].strip() in {"at", "with", "from", "for"}), places[-1] if places else None)
    if at is None:
        return re.sub(r"^who ", "", said) or None, None
    affiliation = re.split(r", (?:an?|the|which|who)\b", said[at.end() :])[0]
    return re.sub(r"^who ", "", said[: at.start()].strip()), affiliation.strip(" ,.")


_GUESTS = {"diplomat", "attaché", "attache", "ambassador", "envoy", "correspondent", "banker", "observer"}


def _speaks_for(number: int, head: "Token", first: int, description: str, cast: Cast) -> str | None:
    if head.lemma_.lower() in _GUESTS and any(c.dep_ == "prep" and c.lower_ == "in" for c in head.children):
        return None  # "diplomats in Damascus" speak for whoever sent them
    party = cast.party(number, head)
    if party.actors:
        return party.actors[0]
    inside = [m for m in cast.mentions[number] if first <= m.first and m.last <= head.i]
    if inside:
        return inside[-1].actor
    for name in cast.registry.find(description):
        return name.actor
    return None


_NOT_ONE = frozenset({"crew", "delegation", "family", "patrol", "people", "personnel", "staff", "troop"})
_KEEPERS = re.compile(
    r"(?:keeper|master|owner|holder|maker|ologist|colleague|correspondent|veteran|chief|hand|"
    r"admiral|brigadier|marshal|commodore)$"
)


def is_a_person(token: "Token") -> bool:
    """Whether a word stands for one person: a name, or a noun such as "a teacher", "a retired colonel"."""
    if token.pos_ == "PROPN":
        return token.ent_type_ == "PERSON"
    lemma = token.lemma_.lower()
    if token.pos_ != "NOUN" or token.tag_ != "NN" or lemma in _NOT_ONE:
        return False
    return lemma in word_class("people") or bool(_EXPERT.search(lemma) or _KEEPERS.search(lemma))


def before_its_colon(pronoun: "Token") -> "Token | None":
    """The person whom a sentence opens with, a colon before the pronoun: "a teacher agrees: …, she says"."""
    colon = next((t.i for t in pronoun.sent if t.text == ":" and t.i < pronoun.i), None)
    if colon is None:
        return None
    for opening in (t for t in pronoun.doc[pronoun.sent.start : colon] if t.dep_ in {"nsubj", "nsubjpass"}):
        # "a third, the insurer Tomas Eck, shrugged: …"
        for one in (opening, *(c for c in opening.rights if c.dep_ == "appos")):
            in_full = one.pos_ == "PROPN" and any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in one.lefts)
            if is_a_person(one) or in_full:
                return one
    return None


def _told_of(pronoun: "Token") -> "Token | None":
    """The person that the sentence or the one before tells of: "Mr Adar counts the days. … , he says."."""
    opening = before_its_colon(pronoun)
    if opening is not None:
        return opening
    for above in pronoun.ancestors:  # "an officer told us he doubts it", "a teacher disagrees: …, she says"
        holder = next((c for c in above.children if c.dep_ == "nsubj" and c.i < pronoun.i), None)
        if holder is not None and holder.i != pronoun.i and is_a_person(holder):
            return holder
    start = pronoun.sent.start
    marks = [t.i for t in pronoun.doc[: pronoun.i] if t.text == '"']
    if len(marks) > 1 and marks[-1] >= start:
        start = pronoun.doc[marks[-2]].sent.start  # a quotation of several sentences, and ", he says" behind it
    for _ in range(2):  # the sentence before, or, where that is a quotation by itself, the one before it
        if start == 0:
            return None
        before = pronoun.doc[start - 1].sent
        subject = next((c for c in before.root.children if c.dep_ == "nsubj"), None)
        if subject is not None and is_a_person(subject):
            return subject
        if subject is not None and subject.lower_ == pronoun.lower_ and subject.i != pronoun.i:
            return _told_of(subject)  # "An officer told us … He expects … He adds"
        start = before.start
    return None
