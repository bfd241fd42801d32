"""Whither words expect a conflict to go: more force, less of it, or as before."""

import re

MORE = re.compile(
    r"\b(escalat\w*|battlefield|spiral\w*|wider (?:war|conflict)|regional war|all-out|open war|full-scale|intensif\w+|"
    r"retaliat\w+|reveng\w+|aveng\w+|respon[ds]\w*|more (?:attacks|strikes|violence|rockets)|"
    r"further (?:attacks|strikes|violence|bloodshed|clashes|fighting)|"
    r"new front|spill\w* over|drag\w* (?:\w+ )?into|plung\w+|worsen\w*|cycle of|strike back|hit back|"
    r"continue (?:to )?attack\w*|"
    r"bloodbath|bloodshed|shooting|civil war|massacre|next (?:attack|seizure|strike|raid|war|round|rocket)|"
    r"flare\w* up|spread\w*|more (?:\w+ )?(?:bombings?|raids|fighting|shelling|clashes|killings?|dead)|"
    r"(?:truce|ceasefire|peace|deal|accord|calm)\b[^.;]{0,30}\b(?:not (?:hold|last|survive)|collapse|break down|fail|"
    r"unravel)|unlikely to (?:hold|last|survive)|chaos|risks? (?:\w+ ){0,2}spreading|renewed (?:fighting|war|violence)|"
    r"reprisals?|hit \w+ again|(?:will|would|to) be killed|large(?:r)? attack|more (?:deaths|killing)|"
    r"(?:will|would|going to|must|to) answer|hit harder|resum\w+|reignit\w+|erupt\w*|provok\w+|"
    r"trigger\w*|spark\w*|stiffen\w*|inflam\w+|ignit\w+|embolden\w*|"
    r"deteriorat\w+|out of control|descen[dt]\w* into|slid\w+ (?:back )?into|conflagration|harden\w*|broaden\w*|"
    r"step\w* up|ramp\w* up|heat\w* up|return\w* to (?:\w+ )?(?:war|arms|fighting|violence)|"
    r"(?:new|fresh|another|major|renewed|long|bigger|larger) (?:\w+ )?(?:offensive|campaign|wave|clashes|confrontation|"
    r"war|conflict|push|assault)|(?:press|launch|mount|open|widen|expand)\w* (?:\w+ ){0,3}(?:offensive|attacks?|"
    r"campaign|assault|operations?|front|war)|tit-for-tat|"
    r"(?:truce|ceasefire|deal|accord|peace process) (?:is|are|was) (?:all but |effectively )?(?:dead|"
    r"over|finished|in tatters)|"
    r"(?:derail|undermin|jeopardi[sz]|imperil|torpedo|scupper|wreck|doom|threaten)\w* (?:\w+ ){0,3}(?:truce|ceasefire|"
    r"calm|deal|peace|talks|negotiations)(?: (?:talks|process|deal|efforts|agreement))?|"
    r"not go (?:unanswered|unpunished)|"
    r"(?:new|more|further|tougher|fresh|tighten\w*|harsher) (?:\w+ )?sanctions|"
    r"(?:another|further|fresh|additional|second|third|new|at least one|one more) (?:\w+ ){0,2}(?:killings?|murders?|"
    r"assassinations?|"
    r"boardings?|seizures?|exchange(?! of (?:prisoners|views|detainees|captives|bodies|letters|notes|words))|"
    r"attempts?|launch(?:es)?|tests?|salvo(?:e?s)?|barrages?|abductions?|kidnappings?|incursions?|raids?|strikes?|clash|ambush\w*|bombings?|round|landings?)|"
    r"(?:will|would|could|may|might|to) (?:\w+ )?try (?:something|again)|anything (?:may|might|could|can) happen|"
    r"(?:could|may|might|will|would) (?:well )?be (?:the )?next(?! (?:week|month|year|step|stage|day)\b)|"
    r"increas\w+ (?:its|their|the) (?:campaign|attacks|pressure)|(?:rockets|attacks|strikes|raids|missiles|"
    r"bombs) (?:again|next)|expect\w* (?:(?!no )\w+ ){0,2}(?:rockets?|attacks?|strikes?|raids?|"
    r"missiles?|violence|fighting|clashes)|brink|"
    r"(?:more|further|new) (?:\w+ )?(?:marches|protests|strikes|arrests|sackings|expulsions|burnings?)|"
    r"(?:hot|bad|bloody|dark|rough|violent|restless|stormy|turbulent|troubled|tense) "
    r"(?:\w+ )?(?:days?|weeks?|months?|winter|spring|summer|autumn|season|year)|"
    r"(?:more|others|another) (?:will|would|is to|are to) (?:follow|come)|"
    r"(?:be|get|become) (?:even |much |far )?(?:worse|bloodier)|explod\w+|"
    r"(?:tanks|soldiers|troops|army|gunmen|rebels|bombers|planes|raiders|gunboats|columns) (?:will|would|are|to) "
    r"(?:be |come )?(?:back|return)|go to war|another round|grow\w* bolder|"
    r"(?:want|wanting|wants|seek|seeks|seeking) (?:more|(?:a |another )?(?:\w+ )?(?:war|fight|escalation|"
    r"confrontation))(?= *$|[.,;]| (?:of it|now|yet|this|before|over|with)\b))\b",
    re.IGNORECASE,
)
# Plain words for force: they count where nothing stronger is said, and only of what is to come.
_FORCE = re.compile(
    r"\b(attack\w*|strik(?:e|es|ing)|rockets?|missiles?|firing|fire|bomb\w*|raids?|kill(?:ed|s)?|war|hit|"
    r"trouble|unrest|riots?|rioting|looting|violence|bloodshed|clashes|fighting|interven\w+|"
    r"shell(?:s|ed|ing)?|storm(?:s|ed|ing)?|blood|invad\w+|invasion|landings?|assaults?|ambush\w*|shoot(?:s|ing)?|shots?|burn)\b",
    re.IGNORECASE,
)
LESS = re.compile(
    r"\b(de-?escalat\w*|deter\w*|restrain\w*|back down|stand down|think twice|hold back|refrain\w*|"
    r"avoid (?:a |an )?(?:war|escalation|confrontation)|"
    r"no longer (?:\w+ ){0,3}(?:attack|carry out|strike|operate|fight|threaten)|only threaten|calm\w*|"
    r"cool\w* (?:down|off)|ceasefire|truce|"
    r"step back|deterrence|"
    r"lie low|lay low|hold (?:its|their) fire|frighten\w*|"
    r"(?:neither side|nobody|no one|neither \w+) (?:wants?|seeks?|can afford) (?:\w+ ){0,2}"
    r"(?:war|escalation|confrontation)|"
    r"(?:quiet|calm) (?:\w+ )?(?:days?|weeks?|months?|year|winter|spring|summer|autumn|nights?|season|front|border)|"
    r"keep\w* (?:[\w'’-]+ ){1,5}?(?:quiet|calm)|lull|respite|"
    r"hold\w* (?:[\w'’-]+ ){1,4}back|shake hands|(?:and then|will|would|sit down (?:to|and)) (?:talk|negotiate)|"
    r"matter (?:is |be |will be )?closed|"
    r"little risk|low risk|no (?:real )?(?:risk|danger) of|surprised if|lying low|quiet summer|frightened|settle down|"
    r"declin(?:e|es|ing)|decreas\w+|diminish\w*|dwindl\w+|lessen\w*|drop off|tail off|peter out|fade|wait and see|"
    r"back away|tone down|lose (?:its|their) (?:strength|ability)|no (?:appetite|interest|desire|stomach|wish)|"
    r"(?:keep|hold|stop|dissuad|discourag|restrain)\w* (?:[\w'’-]+ ){1,5}?(?:back )?from \w+ing|"
    r"keep\w* (?:[\w'’-]+ ){1,6}?(?:in (?:harbou?r|port|check|(?:its|their|the) barracks)|at (?:home|bay))|"
    r"do nothing|go quiet|stay quiet|claim victory|"
    r"(?:fighting|siege|war|violence|shelling|clashes|bombing|raids|attacks|campaign|rockets|strikes) "
    r"(?:\w+ ){0,2}?(?:be over|end|stop|cease|"
    r"die down|ease|subside|peter out)|"
    r"ease|eases|easing|subside\w*|abate\w*|die down|rhetoric|not want (?:a )?war|save face|climb down|wind down)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b((?:siege|war|bombing|shelling|fighting|blockade|stand-?off|campaign|occupation) (?:will|would|to) "
    r"(?:\w+ )?(?:last|go on|continue|drag on|outlast|stay)|"
    r"status quo|more of the same|no change|remain\w* the same|nothing (?:will|would) change|"
    r"as before|unchanged|same rules|"
    r"stalemate|deadlock|low-level|stay (?:where|so|as (?:it|they))|budge\w*|"
    r"chang\w+ (?:nothing|little|hardly anything)|"
    r"no (?:\w+ )?change|(?<!not )(?<!n't )(?:keep|go on|carry on|go on with) (?:on )?(?:\w+ )?"
    r"(?:attack|bomb|shell|fight|kill|fir|strik|raid|shoot|dy)ing|(?:drag|grind) on|what we have seen|"
    r"business as usual|nothing (?:much )?(?:will|would)|"
    r"look(?:s)? like (?:January|February|March|April|May|June|July|August|September|October|November|December)|"
    r"within (?:the )?(?:rules|limits)|carry on as)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(unlikely|not|n't|never|no longer|hardly|no appetite|no interest|cannot|avoid|improbable|far-fetched|remote|"
    r"little (?:chance|to gain|reason|interest|incentive|point|appetite|desire|prospect|likelihood)|too weak|exhausted|"
    r"no (?:reason|incentive|desire|intention|plans?|prospect|stomach|sign|wish)|lacks?|sceptical|skeptical|"
    r"(?:been|is|are|was|were) (?:\w+ )?(?:reduced|curtailed|weakened|degraded|diminished|limited)|"
    r"prevent|neither|nobody wants|(?:keep|hold|stop|dissuad|discourag|restrain)\w* (?:[\w'’-]+ ){1,5}?(?:back )?from|"
    r"no(?! (?:doubt|wonder|end|matter|choice|less)\b)(?: (?:new|second|third|further|more|other|immediate|wider|"
    r"open|major|big|large|fresh|great|real|full|early))*(?= ?$))\b",
    re.IGNORECASE,
)
AHEAD = re.compile(
    r"\b(will|would|won't|could|(?-i:may)|might|likely|unlikely|expect\w*|predict\w*|risk\w*|going to|continue\w*|"
    r"soon|next|future|shall|'ll|surprised if|"
    r"become|becoming|no longer|if|unless|danger|prospect|possib\w+|set to|bound to|creat\w+ a base|"
    r"increas\w+|fear\w*|chance|"
    r"anticipat\w+|foresee\w*|forecast\w*|prepar\w+|about to|ready to|poised|imminent|inevitabl\w+|doubt\w*|"
    r"threat of|potential\w*|no sign|"
    r"sees? (?:no|little|new|more|another|an?)|can be|to gain|incentive|appetite|"
    r"interest in|intend\w*|prospects?|hopes?|"
    r"neither \w+ (?:wants?|seeks?)|either side|want(?:s|ing) (?:more|(?:a )?war)|neither side|"
    r"lies? ahead|can afford|shall|indicat\w+|heading|path)\b",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"(?:'ll\b)|\b(will|would|expect\w*|sees? no|going to|shall|won't|(?:un)?likely|continue|doubt\w*|fear\w*)\b",
    re.IGNORECASE,
)

# Two negations: "will not stop its attacks" speaks for more of them.
_GOES_ON = re.compile(
    r"\b(?:not|n't|never|unlikely to|no sign of) (?:\w+ )?(?:stop|end|halt|cease|suspend|give up)(?:ping|ing)? "
    r"(?:\w+ ){0,2}(?:attack\w*|strik\w+|fight\w*|fire|firing|shelling|bomb\w+|rockets?|raids?|campaign)",
    re.IGNORECASE,
)
# "It will not end here", "that is not the last of it".
_NO_END = re.compile(
    r"\b(?:not|n't|never) (?:stop(?:ped|ping)?|end(?:ed)?|rest(?:ed)?|be the (?:end|last)) "
    r"?(?:here|there|at that|with this|of it)?\b(?! (?:to|the|its|their|until|before|\w+ing)\b)|"
    r"\b(?:not|n't|never|neither (?:side|\w+) (?:will|would)) (?:let it rest|leave it (?:at that|there))\b|"
    r"\b(?:far from|not) (?:over|the end|finished)\b|\b(?:only|just) the (?:beginning|start)\b",
    re.IGNORECASE,
)
_SURPRISE = (
    r"\b(?:surprising|surprised|astonishing|astonished|amazing|amazed|remarkable|strange|odd|"
    r"a surprise|a miracle) (?:if|to see)\b"
)
# Ways of saying by a negation what can be said without one.
_PLAINLY = (
    (re.compile(rf"{_SURPRISE}([^.;,]*?) (?:stop|end)(?:s|ped|ed)? (?:here|there)\b", re.I), r"expect \1 more attacks"),
    (re.compile(rf"{_SURPRISE}([^.;,]*?)(?: not|n't)\b", re.IGNORECASE), r"expect \1"),
    (re.compile(rf"{_SURPRISE}", re.IGNORECASE), "surprised if"),
    (re.compile(r"\b(?:(?:can|could|do|does|did|would)(?: not|n't)|cannot|refus\w+ to)(?: be)? rule[ds]? out\b", re.I),
     "may expect"),
    (re.compile(r"\b(?:not|n't|cannot) be (?:ruled out|excluded)\b", re.IGNORECASE), " may be likely"),
    (re.compile(r"\b(?:nobody|no one|none|few|hardly anyone)\b([^.;,]{0,30}) rule[sd]? out\b", re.IGNORECASE),
     r"many\1 may expect"),
    (re.compile(r"\brul(?:e|es|ed|ing) out\b", re.IGNORECASE), "do not expect"),
    (re.compile(r"\b(?:only|just) a (?:matter|question) of time (?:before|until)\b", re.IGNORECASE), "likely that"),
)  # fmt: skip
# What ends a war, and whose lack lets it go on as before.
_PEACE = re.compile(
    r"\b(stop|halt|cease|weaken\w*|dislodg\w+|defeat\w*|lay(?:ing)? down (?:its|their|his) (?:arms|"
    r"weapons|guns)|(?:way|road|path|return) (?:back )?to (?:the )?(?:table|talks|peace)|"
    r"negotiat\w+|peace (?:talks|deal|agreement|process)|"
    r"settlement|breakthrough|re-?open\w*|chang\w+ (?:its|their|his|her) (?:ways|course|mind|tune|policy|tactics)|"
    r"withdraw\w*|pull (?:out|back)|disarm\w*|surrender\w*|compromise\w*|give up|concessions?|"
    r"end (?:of|to) (?:the|its|their) (?:\w+ )?(?:war|fighting|conflict|violence|siege|insurgency))\b",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\b(no|nothing|nobody|not|n't|never|unlikely|little|few|hardly|neither|nor|none|doubt\w*|sceptical|skeptical|refus\w+|lacks?|"
    r"slim|dim|without|dash\w*)\b|n't\b",
    re.IGNORECASE,
)
_DIM = re.compile(
    r"^[^.]{0,40}\b(unlikely|not|n't|dim|remote|slim|bleak|collapse|break|fail|unravel\w*|fall apart|in doubt|poor|"
    r"short-lived|crumbl\w+)\b",
    re.IGNORECASE,
)


# What is open: "everything hangs on a ceasefire". And what is to come is talk: "they will tell him that they can bomb".
_HANGS = re.compile(
    r"\b(?:everything|all|it all|much) (?:\w+ )?(?:hangs?|depends?|turns|hinges?) (?:up)?on\b", re.IGNORECASE
)
_TALKS = re.compile(
    r"\b(?:talks?|negotiations?|dialogue|contacts?|meetings?|flights?|aid|trade|exports?|deliver\w+|shipments?|shipping|"
    r"classes|lessons|services?|work|production|traffic|cooperation|relations|ties|visits?)\b",
    re.IGNORECASE,
)
_TALK = re.compile(
    r"\b(?:will|would|shall|going to) (?:\w+ )?(?:tell|warn|inform|assure|remind|say|ask|discuss|argue)\b[^.;]*$",
    re.IGNORECASE,
)


def direction_of(words: str) -> str:
    """The direction that these words expect: "escalate", "deter", "hold" or "unclear".

    A word for more force counts against itself under a negation in its own clause ("an escalation is highly
    unlikely"). Words about what has been, with none about what will be, expect nothing. What is expected weighs more
    than the reason for it: "they will keep firing, because nobody wants a war".
    """
    plain = _whither(re.split(r"\bbecause\b", words)[0])
    return plain if plain != "unclear" else _whither(words)


def _whither(words: str) -> str:
    for pattern, plainly in _PLAINLY:
        words = pattern.sub(plainly, words)
    if not AHEAD.search(words):
        return "unclear"
    words = _NO_END.sub("continue attacks", _GOES_ON.sub("continue attacks", words))
    if _HANGS.search(words):
        return "unclear"
    hits = list(MORE.finditer(words))
    calm = [hit for hit in LESS.finditer(words) if not any(m.start() <= hit.start() < m.end() for m in hits)]
    peace = [hit for hit in _PEACE.finditer(words) if not any(m.start() <= hit.start() < m.end() for m in hits)]
    if not hits and not calm and not peace and not _SAME.search(words) and _TO_COME.search(words):
        hits = [hit for hit in _FORCE.finditer(words) if not _TALK.search(words[: hit.start()])][:1]
    more = less = same = 0
    for hit in hits:
        before, after = _clause_around(hit, words)
        if hit[0].lower().startswith("resum") and _TALKS.search(before + after):
            continue
        if _NOT.search(before) or _NOT.search(after):
            less += 1
        elif not (hit[0].lower().startswith("respon") and re.search(r"\bpainful|severe|harsh|so\b", after)):
            more += 1
    for hit in calm:
        before, after = _clause_around(hit, words)
        turned = _NO.search(before) or _DIM.search(after)
        more, less = (more + 1, less) if turned else (more, less + 1)
    for hit in peace:
        before, after = _clause_around(hit, words)
        turned = _NO.search(before) or _DIM.search(after)
        same, less = (same + 1, less) if turned else (same, less + 1)
    if (same or _SAME.search(words)) and not more and not less:
        return "hold"
    if more == less:
        return "unclear"
    return "escalate" if more > less else "deter"


def _clause_around(hit: "re.Match[str]", words: str) -> tuple[str, str]:
    """The words of the clause before and behind a hit."""
    before = re.split(r"[,;:.]|\b(?:and|but|so|because|while)\b", words[: hit.start()])[-1]
    after = re.split(r"[,;:.]|\b(?:and|but|because|if|while)\b", words[hit.end() :])[0]
    return before, after


_OWN_VIEW = re.compile(
    r"\b(?:I|we) (?:would|expect|think|give|fear|doubt|believe|shall|see)|\bexpect\w*\b|surprised", re.IGNORECASE
)


def strength(words: str) -> int:
    """How much these words say of a direction, for the choice of the sentence that is kept."""
    told_as_one_s_own = 2 * bool(_OWN_VIEW.search(words))
    return told_as_one_s_own + len(LESS.findall(words)) + len(MORE.findall(words)) + len(_SAME.findall(words))
