"""One place where a rule fits, turned into counts: what befell whom, parts of tolls, and what is no toll."""

import re
from collections.abc import Sequence
from dataclasses import replace

from talion.coding.parsing.shapes import Found, Word, words_of
from talion.coding.tolls.people import Tally
from talion.coding.tolls.said import CountSaid
from talion.coding.tolls.words import KINDS, lexicon
from talion.records import Count

_EFFECT_KINDS = {KINDS[k] for k in ("DONE", "DEAD", "DOING", "DOES", "DIED", "DEATHOF", "DEATHS", "LIMB")}
_UPDATE = frozenset(
    words_of(
        "rose risen rise rises rising climbed climbs climbing jumped grew increased raised raising bringing "
        "brought revised updated"
    )
)
_BEYOND = frozenset(words_of("passed passes topped tops surpassed exceeded exceeds"))
# What stands between a speaker and the verb that says that it was said, up to the end of the sentence.
_SAID = re.compile(
    r"(?:[^.;:!?\n]|\.(?=\S)|(?<=\b[A-Z])\.)*?\b(?:said|says|told|added|announced|reported|claimed|confirmed|declared|stated"
    r"|quoted|testified|wrote|explained|posted)\b"
)
# Words that make a count an earlier one, which a later one takes the place of, and words that take that back.
_EARLY = re.compile(
    r"\b(?:at first|initially|originally|previously|(?:early|first|initial) (?:reports?|counts?|figures?)"
    r"|(?:an )?earlier (?:count|toll|figure|report|estimate)s?(?: of)?|up from|by (?:noon|midday|dawn|morning)"
    r"|had (?:earlier |at first |first |previously |initially )?(?:spoken|put|counted|given|feared|reckoned)"
    r"|(?:was|were) feared)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:then|later|now|but|since|rose|last night|tonight)\b", re.IGNORECASE)
_EARLY_BEHIND = re.compile(r" (?:at first|initially|before)\b", re.IGNORECASE)
_MOVED = frozenset(
    words_of(
        "took taken taking carried carrying returned handed exchanged buried burying delivered transferred received"
    )
)
_OF_HIS = ("his ", "her ", "their ")


class Reading:
    """One place where a rule fits, turned into counts."""

    def __init__(self, text: str, found: Found, last: list[CountSaid], story: list[CountSaid]) -> None:
        self.text, self.found, self.last, self.story = text, found, last, story
        first, end = found.words[found.first], found.words[found.last - 1]
        self.start, self.end = first.start, end.end

    def _lows(self, group: str | None = None) -> list[str]:
        words = self.found.part(group) if group else self.found.words[self.found.first : self.found.last]
        return [self.text[word.start : word.end].lower() for word in words]

    def _tallies(self, group: str = "s") -> list[Tally]:
        words = self.found.part(group)
        out: list[Tally] = []
        aside = False  # "eleven soldiers, among them a general, and four policemen"
        for n, word in enumerate(words):
            if n and words[n - 1].kind == KINDS["COMMA"]:
                opens = {word.kind, words[min(n + 1, len(words) - 1)].kind} & {KINDS["THEM"], KINDS["OF"]}
                aside = word.kind in {KINDS["INCL"], KINDS["OFTHEM"]} or bool(
                    opens and word.kind in {KINDS["AMONG"], KINDS["ALL"]}
                )
            if aside or not isinstance(word.value, Tally):
                continue
            if n and words[n - 1].kind in {KINDS["OF"], KINDS["PREP"], KINDS["AT"]}:
                continue  # "a man of Ana Bel's and two boys": whose he is
            if (
                n >= 2
                and words[n - 1].kind == KINDS["COMMA"]
                and words[n - 2].kind == KINDS["NAME_"]
                and word.kind in {KINDS["ONE_"], KINDS["THE_"]}
                and not self.text.startswith(_OF_HIS, word.start)
            ):
                continue  # "Karim Sabo, a local leader" is one man, "Karim Sabo, his wife and a guard" are three
            if out and n == len(words) - 1 and words[n - 1].kind == KINDS["COMMA"] and self._speaks_next(word):
                continue  # "killing three fighters, a rebel spokesman, Karim Sabo, said": who says so is not among them
            out.append(word.value)
        return out

    def _speaks_next(self, word: Word) -> bool:
        """Whether these, set off by a comma without "and", are who says it: "…, a local official said"."""
        one = word.kind in {KINDS["ONE_"], KINDS["THE_"], KINDS["NAME_"]} and not word.value.plural
        return (one or word.kind == KINDS["PLURAL_"]) and bool(_SAID.match(self.text, word.end))

    def _kinds_in(self, *names: str) -> bool:
        wanted = {KINDS[name] for name in names}
        return any(word.kind in wanted for word in self.found.words[self.found.first : self.found.last])

    @property
    def _hedge(self) -> str | None:
        words = [
            self.text[word.start : word.end].lower()
            for word in self.found.words[self.found.first : self.found.last]
            if word.kind in {KINDS["HEDGE"], KINDS["MAY"]}
        ]
        before = self.found.words[self.found.first - 1] if self.found.first else None
        if (
            before is not None
            and before.kind == KINDS["HEDGE"]
            and self.text[before.end - 2 : before.end].lower() != "ed"
        ):
            words.insert(0, self.text[before.start : before.end].lower())  # "reported 12 deaths" is a verb of speech
        return " ".join(words) or None

    def _emit(
        self,
        tallies: Sequence[Tally],
        effects: Sequence[str],
        *,
        mixed: bool = False,
        kind: str = "total",
        start: int | None = None,
        end: int | None = None,
        hedge: str | None = None,
    ) -> list[CountSaid]:
        out = []
        begin, stop = self.start if start is None else start, self.end if end is None else end
        hedge = hedge or self._hedge
        for tally in tallies:
            for effect in dict.fromkeys(effects):
                people = tally.known and (
                    tally.who or (self.last and tally.count.low)
                )  # "killed three men and seized two"
                if effect == "seized" and (not people or self._is_ship(tally)):
                    continue
                both = effect in {"casualties", "harmed"} or mixed
                for one in (
                    ("killed", "injured")
                    if effect == "casualties" or (effect == "harmed" and tally.zero)
                    else (effect,)
                ):
                    count = tally.count
                    if both and not tally.zero and effect != "harmed":
                        count = Count(None, None, count.high)
                    out.append(
                        CountSaid(
                            begin,
                            stop,
                            count,
                            {"seized": "captured", "harmed": "injured"}.get(one, one),
                            self.text[tally.who[0] : tally.who[1]] if tally.who else None,
                            tally.who[0] if tally.who else None,
                            tally.who[1] if tally.who else None,
                            tally.civilian,
                            kind,
                            tally.zero,
                            hedge
                            or (
                                "killed and injured counted together"
                                if both and not tally.zero and effect != "harmed"
                                else None
                            ),
                            self.text[begin:stop],
                        )
                    )
        return out

    def _is_ship(self, tally: Tally) -> bool:
        """Whether "the Galaxy Leader" is a name of a thing and no leader."""
        words = self.text[tally.who[0] : tally.who[1]].split() if tally.who else []
        return len(words) > 2 and words[0] == "the" and all(word[0].isupper() for word in words[1:])

    def is_earlier(self) -> bool:
        """Whether the words beside a count say that another took its place: "counted eight dead at first"."""
        begin = max(self.text.rfind(sign, 0, self.start) for sign in (". ", "; ", "\n")) + 1
        early = [found.end() for found in _EARLY.finditer(self.text, begin, self.end)]
        if early and not _SINCE.search(self.text, early[-1], self.end):
            return True
        return bool(_EARLY_BEHIND.match(self.text, self.end))

    def _effects(self, group: str) -> tuple[list[str], bool]:
        """The effects that a group of verbs names, and whether one number stands for several of them."""
        words = self.found.part(group)
        effects = [str(word.value) for word in words if word.kind in _EFFECT_KINDS]
        if not effects and any(word.kind in {KINDS["CUSTODY"], KINDS["TAKE"]} for word in words):
            effects = ["captured"]
        kinds = set(effects)
        mixed = len(kinds) > 1 and (any(word.kind == KINDS["OR"] for word in words) or {"killed", "injured"} <= kinds)
        return effects, mixed

    def _subjects(self) -> list[Tally]:
        """Those of a list before a verb that the verb is about: all of them, or the last where the verb is singular."""
        tallies = self._tallies()
        singular = any(low in {"was", "is", "has"} for low in self._lows("b"))
        words = self.found.part("s")
        if singular and len(words) == 1 and words[0].kind == KINDS["PLURAL_"]:
            return []  # "the photographs of soldiers was burned": the verb is about something else
        if singular and len(tallies) > 1 and not tallies[-1].plural:
            words = self.found.part("s")
            if not any(word.kind == KINDS["OR"] for word in words):
                return tallies[-1:]
        return tallies

    # -- rules --

    def read_nothing(self) -> list[CountSaid]:
        """ "Did not kill anyone": none; "was able to kill 12": they were; what was only to be done: nothing."""
        lows = self._lows()
        tallies = [
            word.value for word in self.found.words[self.found.first : self.found.last] if isinstance(word.value, Tally)
        ]
        before = self.found.words[self.found.first - 1] if self.found.first else None
        done = [w for w in self.found.words[self.found.first : self.found.last] if w.kind == KINDS["DOES"]]
        effects = [str(w.value) for w in done]
        if lows[0] in {"did", "didn't"} and ("not" in lows or lows[0] == "didn't"):
            somebody = next(
                (w for w in self.found.words[self.found.first : self.found.last] if w.kind == KINDS["ANYONE"]), None
            )
            if somebody is not None and effects:
                return self._emit([Tally(Count.exactly(0), self.start, self.end, zero=True)], effects)
            return []
        if (
            lows[0] == "to"
            and before is not None
            and self.text[before.start : before.end].lower() in {"managed", "able"}
            and tallies
        ):
            return self._emit(tallies, effects)
        return []

    def read_without(self) -> list[CountSaid]:
        """ "Without killing anyone", "without casualties": none."""
        effects = [
            str(word.value.effect if isinstance(word.value, Tally) else word.value)
            for word in self.found.words[self.found.first : self.found.last]
            if word.kind in {KINDS["DOING"], KINDS["DEATHS"], KINDS["SUM"]}
        ] or ["killed"]
        return self._emit([Tally(Count.exactly(0), self.start, self.end, zero=True)], effects)

    def read_toll(self) -> list[CountSaid]:
        """ "The death toll rose to 25", "the number of wounded is 40"."""
        lows = self._lows()
        tally = self._tallies("n")[0]
        named = [
            w
            for w in self.found.words[self.found.first : self.found.last]
            if w.kind in {KINDS["DONE"], KINDS["DEAD"], KINDS["DEATHS"]}
            or (w.kind == KINDS["LIVES"] and "lost" in lows)
        ]
        before = self.found.words[self.found.first - 1] if self.found.first else None
        said_before = self.text[before.start : before.end].lower() if before else ""
        if lows[0] in {"number", "numbers", "count", "tally", "toll"}:
            effects = ["killed" if word.kind == KINDS["LIVES"] else str(word.value) for word in named[:1]] or (
                ["killed"] if lows[0] in {"toll", "tally"} else []
            )
            if said_before in {"death", "deaths"}:
                effects = ["killed"]
            elif said_before in {"injury", "casualty"}:
                effects = ["casualties" if said_before == "casualty" else "injured"]
        else:
            effects = []
        if tally.effect and tally.effect in {"killed", "injured", "captured", "casualties"}:
            effects = [tally.effect]
        ahead = {
            self.text[w.start : w.end].lower()
            for w in self.found.words[max(0, self.found.first - 4) : self.found.first]
        }
        kind = "update" if self._kinds_in("RISE") or (_UPDATE & ahead) else "total"
        if _BEYOND & set(lows) and tally.count.best:  # "has passed 80"
            tally = replace(tally, count=Count(tally.count.best + 1))
        return self._emit([tally], effects, kind=kind)

    def read_put(self) -> list[CountSaid]:
        """ "Put its dead at 71", "the dead in those raids at a dozen at first and at about 20 later"."""
        whose = self.found.part("e")[0]
        first = self.found.words[self.found.first + 1].start
        tallies = [replace(tally, who=(first, whose.end)) for tally in self._tallies()]
        effects = [str(self.found.value("e"))]
        if not self.found.has("u"):
            return self._emit(tallies, effects)
        others = [str(word.value) for word in self.found.part("f") if word.kind in _EFFECT_KINDS]
        if others:  # "put the dead at 40 and the wounded at 210"
            return [*self._emit(tallies, effects), *self._emit(self._tallies("u"), others[:1])]
        later = [replace(tally, who=(first, whose.end)) for tally in self._tallies("u")]
        return [*self._emit(tallies, effects, kind="earlier"), *self._emit(later, effects, kind="update")]

    def read_now(self) -> list[CountSaid]:
        """ "The dead now twenty", "losses reach 40"."""
        return self._emit(self._tallies(), [str(self.found.value("e"))], kind="update")

    def read_label(self) -> list[CountSaid]:
        """ "Dead: at least three." """
        if self.found.first or self.text[self.found.part("e")[0].end :].lstrip()[:1] != ":":
            return []
        return self._emit(self._tallies(), [str(self.found.value("e"))])

    def read_spoke(self) -> list[CountSaid]:
        """ "Officials spoke of more than 80", "…, the hospital of three": a number of those counted before."""
        told = self.last or self.story
        effects = sorted({one.effect for one in told} & {"killed", "injured"}, reverse=True)[:1]
        if not effects:
            return []
        if self.found.rule == "spoke":
            return self._emit(self._tallies(), effects)
        before = self.found.words[: self.found.first]
        if not self.last or not any(word.kind in {KINDS["SPEAK"], KINDS["PUT"]} for word in before):
            return []
        between = self.found.words[self.found.first : self.found.last - 1]
        named = any(
            word.kind in {KINDS[k] for k in ("OTHER", "THE_", "ONE_", "NAME_", "PLURAL_", "UNIT")} for word in between
        )
        return self._emit(self._tallies(), effects, kind="rival" if named else "update")

    def read_lost(self) -> list[CountSaid]:
        """ "The army lost two soldiers"; a number alone where the dead were spoken of before."""
        [tally] = self._tallies()
        if self._lows()[0] not in {"lost", "losing"}:
            return []
        dead = any(one.effect == "killed" for one in (*self.last, *self.story))
        if tally.civilian is not False and not (dead and tally.who is None):
            return []
        return self._emit([tally], ["killed"])

    def read_hospital(self) -> list[CountSaid]:
        """ "And more than ninety in hospital", behind a count of the dead."""
        lows = self._lows()
        counted = self.last or self.story
        if lows[-1] != "hospital" or lows[-2] not in {"in", "the"} or not counted:
            return self.read_counted_effect()
        return self._emit(self._tallies(), ["injured"])

    def read_not(self) -> list[CountSaid]:
        """ "No one was hit": nobody was hurt."""
        [tally] = self._tallies()
        if tally.zero and self._lows()[-1] == "hit":
            return self._emit([tally], ["injured"])
        return self.read_counted_effect()

    def read_lives(self) -> list[CountSaid]:
        """ "The attack claimed 12 lives"."""
        return self._emit(
            [replace(tally, who=_trimmed(tally, self.text)) if tally.effect else tally for tally in self._tallies()],
            ["killed"],
        )

    def read_bodies(self) -> list[CountSaid]:
        """ "12 bodies were found"."""
        tallies = [
            replace(tally, who=_trimmed(tally, self.text)) if tally.effect else tally for tally in self._tallies()
        ]
        before = self.found.words[self.found.first - 1] if self.found.first else None
        if before is not None and self.text[before.start : before.end].lower() in _MOVED:
            return []  # "took 40 bodies to the morgue": those who were dead before
        return [one for one in self._emit(tallies, ["killed"]) if not one.negated]

    def read_sum(self) -> list[CountSaid]:
        """ "12 deaths", "no casualties", "25 dead and wounded"."""
        [tally] = self._tallies()
        effects = [tally.effect or "killed"]
        if self.found.has("more"):
            effects.append(str(self.found.value("more")))
        lows = self._lows()
        hedge = "reported" if tally.zero and "reported" in lows else None
        return self._emit(
            [replace(tally, who=None if tally.zero else _trimmed(tally, self.text))], effects, hedge=hedge
        )

    def read_including(self) -> list[CountSaid]:
        """ "Including three children": a part of the toll before it."""
        effects = (
            [str(self.found.value("e"))]
            if self.found.has("e")
            else list(dict.fromkeys(one.effect for one in self.last))
        )
        begin = self._tallies()[0].start if not self.found.has("e") else self.start
        if not effects:
            return []
        if not self.found.has("e") and len(effects) > 1:
            effects = effects[-1:]
        tallies = [tally for tally in self._tallies() if not tally.zero]
        kind = "makeup" if self.found.rule == "including__they" and not self._kinds_in("INCL") else "part"
        return self._emit(tallies, effects, kind=kind, start=begin)

    def read_ofthem(self) -> list[CountSaid]:
        """ "Three of them children": what some of the toll before it were."""
        [tally], [who] = self._tallies("s"), self._tallies("w")
        effects = list(dict.fromkeys(one.effect for one in self.last))[-1:]
        return self._emit([replace(tally, who=who.who, civilian=who.civilian)], effects, kind="part")

    def read_inverted(self) -> list[CountSaid]:
        """ "Also killed were two guards"; "among those killed were two guards" is a part."""
        effects, mixed = self._effects("e")
        kind = "part" if self.found.rule == "inverted__among" else "total"
        return self._emit(self._tallies(), effects, mixed=mixed, kind=kind)

    def read_taken(self) -> list[CountSaid]:
        """ "Took 12 people into custody"."""
        return self._emit(self._tallies(), ["captured"])

    def read_passive(self) -> list[CountSaid]:
        """ "12 people were killed"; not what will, should or must be."""
        lows = self._lows("b")
        if any(low in {"will", "would", "shall", "should", "must", "can"} for low in lows):
            return []
        tallies = self._subjects()
        words = list(self.found.words[self.found.first : self.found.last])
        gap = len(self.found.part("s"))
        if any(w.kind == KINDS["REL"] for w in words[:-1]) and len(words) > gap and words[gap].kind != KINDS["REL"]:
            # "the chief of staff of a commander who was killed": nobody can tell by shape who died
            tallies = [tally for tally in tallies if tally.count.low is None or tally.count.low > 2]
        if tallies and tallies[0].zero and any(w.kind == KINDS["OR"] for w in self.found.part("s")):
            tallies = [replace(tally, count=Count.exactly(0), zero=True) for tally in tallies]
        if any(low in {"not", "never", "n't"} for low in lows) or any(low.endswith("n't") for low in lows):
            return []
        if self.text[self.start : self.end].lower().startswith(("if ", "unless ", "whether ")):
            return []
        effects, mixed = self._effects("e")
        out = self._emit(tallies, effects, mixed=mixed)
        return out + self._inside(effects)

    def _inside(self, effects: Sequence[str]) -> list[CountSaid]:
        """The parts named between a subject and its verb: "12 people, including two children, were killed"."""
        words = list(self.found.words[self.found.first : self.found.last])
        opener = next(
            (n for n, w in enumerate(words) if w.kind in {KINDS["INCL"], KINDS["AMONG"], KINDS["OFTHEM"]}), None
        )
        if opener is None:
            return []
        own = {tally.start for tally in self._tallies()}
        parts = [w.value for w in words[opener:] if isinstance(w.value, Tally) and w.value.start not in own]
        if not parts:
            return []
        begin, end = parts[0].start, parts[-1].end
        return self._emit(
            [replace(part, part=True) for part in parts if part.who], effects[:1], kind="part", start=begin, end=end
        )

    def read_relative(self) -> list[CountSaid]:
        """ "Ana Bel, who was killed": one person, since the clause hangs on what stands right before it."""
        lows = self._lows("b")
        if any(low in {"will", "would", "should", "must", "can", "not", "never"} for low in lows) or "was" not in lows:
            return []
        effects, mixed = self._effects("e")
        return self._emit(self._tallies()[-1:], effects, mixed=mixed)

    def read_died(self) -> list[CountSaid]:
        """ "12 people died"; not who will or may not."""
        lows = self._lows("b")
        if any(low in {"will", "would", "shall", "should", "must", "can", "not", "never"} for low in lows):
            return []
        return self._emit(self._subjects(), ["killed"]) + self._inside(["killed"])

    def read_left(self) -> list[CountSaid]:
        """ "The blast left 12 people dead"; to be sentenced to death is not to die."""
        if _JUDGED & {*self._lows()}:
            return []
        effects, mixed = self._effects("e")
        return self._emit(self._tallies(), effects, mixed=mixed)

    def read_active(self) -> list[CountSaid]:
        """ "The blast killed 12 people"; not what could kill, nor a habit."""
        effects, mixed = self._effects("v")
        if self._lows()[0] == "could":  # "could have killed 50"
            return []
        verbs = self.found.part("v")
        before = self.found.words[self.found.first - 1] if self.found.first else None
        if (
            before is not None
            and before.kind in {KINDS[k] for k in ("WILL", "TO", "NOT", "DO", "MAY")}
            and verbs[0].kind == KINDS["DOES"]
        ):
            return []
        if before is not None and before.kind == KINDS["WITHOUT"]:
            return []
        if verbs[0].kind in {KINDS["DOES"], KINDS["DEATHOF"]} and self.found.part("s")[0].kind == KINDS["PLURAL_"]:
            return []  # "bombs that kill civilians" is a habit
        if self.found.rule == "active__name" and effects and set(effects) & {"seized"}:
            return []
        if (
            self.found.rule == "active__name"
            and "captured" in effects
            and self._lows("v")[0] in {"captured", "capturing", "capture", "captures"}
        ):
            tally = self._tallies()[0]
            if self.found.part("s")[0].kind == KINDS["NAME_"] and tally.civilian is None and len(self._lows("s")) == 1:
                return []  # a captured "Tell Abyad" is a town
        return self._emit(self._tallies(), effects, mixed=mixed)

    def read_participle(self) -> list[CountSaid]:
        """ "12 people killed and 30 wounded"."""
        effects, mixed = self._effects("e")
        return self._emit(self._tallies(), effects, mixed=mixed) + self._inside(effects)

    def read_noun(self) -> list[CountSaid]:
        """ "The killing of 12 people", "the death of a guard"; not one that was attempted or planned."""
        before = self.found.words[self.found.first - 1] if self.found.first else None
        if before is not None and self.text[before.start : before.end].lower() in {
            "attempted",
            "foiled",
            "failed",
            "planned",
            "alleged",
        }:
            return []
        return self._emit(self._tallies(), [str(self.found.value("e"))])

    def read_counted_effect(self) -> list[CountSaid]:
        """ "Two wounded soldiers": the effect stands within the noun phrase."""
        [tally] = self._tallies()
        if tally.effect is None or tally.effect == "None":
            return []
        return self._emit([tally], [tally.effect])


_JUDGED = {"sentenced", "sentences", "sentencing", "condemned", "condemning"}


def _trimmed(tally: Tally, text: str) -> tuple[int, int] | None:
    """The words for people in "12 civilian deaths", without "deaths"; None where they name no people."""
    if tally.who is None:
        return None
    words = text[tally.who[0] : tally.who[1]].rpartition(" ")[0].rstrip()
    last = words.rpartition(" ")[2].lower()
    return (tally.who[0], tally.who[0] + len(words)) if lexicon().get(last, ("",))[0] == "PERSON" else None
