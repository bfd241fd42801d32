"""Counts of the killed, the injured, the captured and the missing, in the words of many newsrooms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talion.coding.tolls.counts import find_tolls
from talion.coding.tolls.said import CountSaid
from talion.records import Count


def told(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Effect and count of each toll; parts in brackets, updates with a star, hedged ones with a question mark."""
    return [(one.effect, _short(one)) for one in find_tolls(text, language=language)]


def _short(one: CountSaid) -> str:
    c = one.count
    best = f"~{c.best}" if c.low is None and c.best is not None else ""
    if c.low is not None and c.low == c.high:
        number = str(c.low)
    else:
        number = best or f"{'' if c.low is None else c.low}-{'' if c.high is None else c.high}"
    return {"part": f"({number})", "update": f"{number}*"}.get(one.kind, number) + ("?" if one.hedge else "")


TOLLS = [
    # plain
    ("At least 25 people were killed and more than 50 injured.", [("killed", "25-"), ("injured", "51-")]),
    ("Four soldiers were killed.", [("killed", "4")]),
    ("The blast killed four, wounding 11.", [("killed", "4"), ("injured", "11")]),
    # nobody, and of whom
    ("None of its troops were hurt.", [("injured", "0")]),
    ("None of the soldiers was injured in the shelling.", [("injured", "0")]),
    ("None of the 40 passengers died.", [("killed", "0")]),
    ("Not one of the passengers was hurt.", [("injured", "0")]),
    ("Not a single civilian was wounded.", [("injured", "0")]),
    # by name
    ("Gunmen shot dead Colonel Pavel Orsin and his bodyguard.", [("killed", "1"), ("killed", "1")]),
    ("Gunmen shot Pavel Orsin dead.", [("killed", "1")]),
    ("Soldiers beat to death Ruk Dara and four of his men.", [("killed", "1"), ("killed", "4")]),
    ("The court sentenced to death four men.", []),
    ("Gunmen murdered Judge Anna Roth and her two sons.", [("killed", "1"), ("killed", "2")]),
    ("Pavel Orsin and his bodyguard died when a mine went off.", [("killed", "1"), ("killed", "1")]),
    ("25 killed, 50 wounded in market blast", [("killed", "25"), ("injured", "50")]),
    ("Strike kills 3 in Ashmar", [("killed", "3")]),
    ("Air raids kill 12 villagers", [("killed", "12")]),
    ("Twenty-five people died.", [("killed", "25")]),
    ("One hundred and twenty people died.", [("killed", "120")]),
    ("Some 1,200 civilians have been killed.", [("killed", "~1200")]),
    ("More than 1.2 million people have died.", [("killed", "1200001-")]),
    ("A dozen fighters were slain.", [("killed", "12")]),
    ("Two dozen miners were injured.", [("injured", "24")]),
    ("Half a dozen guards were hurt.", [("injured", "6")]),
    ("Dozens were killed.", [("killed", "24-")]),
    ("Dozens of people were killed and scores wounded.", [("killed", "24-"), ("injured", "40-")]),
    ("Hundreds of villagers were abducted.", [("captured", "200-")]),
    ("Several people were injured.", [("injured", "3-")]),
    ("Several hundred people were detained.", [("captured", "300-")]),
    ("A couple of rebels were captured.", [("captured", "2")]),
    ("A number of soldiers were wounded.", [("injured", "3-")]),
    ("Up to 80 fighters died.", [("killed", "-80")]),
    ("As many as 80 fighters died.", [("killed", "-80")]),
    ("Fewer than 20 people were hurt.", [("injured", "-19")]),
    ("No fewer than 30 farmers were murdered.", [("killed", "30-")]),
    ("Between 20 and 30 civilians were wounded.", [("injured", "20-30")]),
    ("The army killed 20 to 30 rebels.", [("killed", "20-30")]),
    ("Two or three men were shot dead.", [("killed", "2-3")]),
    ("About 40 peasants have been kidnapped.", [("captured", "~40")]),
    ("Nearly 300 students were taken hostage.", [("captured", "~300")]),
    # one person
    ("A US civilian contractor was killed.", [("killed", "1")]),
    ("The rocket attack killed a US civilian contractor.", [("killed", "1")]),
    ("Gunmen shot dead a judge.", [("killed", "1")]),
    ("An 8-year-old girl was wounded.", [("injured", "1")]),
    ("The commander was killed in the raid.", [("killed", "1")]),
    ("They fired at the man, killing him.", [("killed", "1")]),
    ("Colonel Arim Sabo was assassinated on Friday.", [("killed", "1")]),
    ("Arim Sabo, 45, a former mayor, was murdered.", [("killed", "1")]),
    ("The killing of a US contractor angered many.", [("killed", "1")]),
    ("The assassination of Arim Sabo angered many.", [("killed", "1")]),
    ("One man was killed and another injured.", [("killed", "1"), ("injured", "1")]),
    ("Drone strike kills rebel commander", [("killed", "1")]),
    ("He shot and killed Arim Sabo, 45.", [("killed", "1")]),
    ("A gunman struck, killing one man, police said.", [("killed", "1")]),
    # plurals without a number
    ("Soldiers were killed.", [("killed", "2-")]),
    ("The shelling killed Belvarian civilians.", [("killed", "2-")]),
    # lists
    ("It killed two soldiers and a policeman.", [("killed", "2"), ("killed", "1")]),
    ("Three soldiers, two policemen and a child were killed.", [("killed", "3"), ("killed", "2"), ("killed", "1")]),
    ("The mine killed two boys and a guard was injured.", [("killed", "2"), ("injured", "1")]),
    ("Police detained a cleric along with three of his aides.", [("captured", "1"), ("captured", "3")]),
    # parts
    ("25 people were killed, including three children.", [("killed", "25"), ("killed", "(3)")]),
    ("12 people died, among them two women.", [("killed", "12"), ("killed", "(2)")]),
    ("Nine fighters, including a commander, were killed.", [("killed", "9"), ("killed", "(1)")]),
    ("Ten people died, three of them children.", [("killed", "10"), ("killed", "(3)")]),
    ("Ten people died. Among the dead were two nurses.", [("killed", "10"), ("killed", "(2)")]),
    # other words for it
    ("The attack left six dead and 11 others wounded.", [("killed", "6"), ("injured", "11")]),
    ("The flood claimed the lives of 14 people.", [("killed", "14")]),
    ("The battle claimed 12 lives.", [("killed", "12")]),
    ("Three workers lost their lives.", [("killed", "3")]),
    ("Five Palestinians were martyred.", [("killed", "5")]),
    ("The bodies of 13 miners were recovered.", [("killed", "13")]),
    ("Rescuers pulled out 13 bodies.", [("killed", "13")]),
    ("There were 12 deaths and 30 injuries.", [("killed", "12"), ("injured", "30")]),
    ("Officials reported 12 civilian deaths.", [("killed", "12")]),
    ("The deaths of 14 monks were mourned.", [("killed", "14")]),
    ("Two wounded soldiers were flown out.", [("injured", "2")]),
    ("Also killed in the strike were two guards.", [("killed", "2")]),
    ("Two men were beaten to death.", [("killed", "2")]),
    ("Two men were taken into custody.", [("captured", "2")]),
    ("Police arrested 14 men.", [("captured", "14")]),
    ("Troops captured 12 rebels and seized 20 rifles.", [("captured", "12")]),
    ("Three aid workers were abducted and 20 people are missing.", [("captured", "3"), ("missing", "20")]),
    ("They engaged the gunmen, killing several of them.", [("killed", "3-")]),
    # the dead and the hurt in one number
    ("The army suffered 30 casualties.", [("killed", "-30?"), ("injured", "-30?")]),
    ("30 rebels were killed or wounded.", [("killed", "-30?"), ("injured", "-30?")]),
    # updates
    ("The death toll rose to 44.", [("killed", "44*")]),
    ("The death toll from the bombing climbed from 39 to 44.", [("killed", "44*")]),
    ("Two more died, bringing the death toll to 12.", [("killed", "2"), ("killed", "12*")]),
    ("The number of wounded rose to 60.", [("injured", "60*")]),
    ("The death toll stands at 70.", [("killed", "70*")]),
    # none
    ("There were no casualties.", [("killed", "0"), ("injured", "0")]),
    ("Nobody was hurt.", [("injured", "0")]),
    ("No one was killed.", [("killed", "0")]),
    ("No civilians were injured or killed.", [("injured", "0"), ("killed", "0")]),
    ("They left without killing anyone.", [("killed", "0")]),
    ("They did not kill anyone.", [("killed", "0")]),
    ("There were no deaths or injuries.", [("killed", "0"), ("injured", "0")]),
    # one person by name, by role, by their life or body
    ("The war followed the assassination of senator and former minister Karim Sabo.", [("killed", "1")]),
    ("Karim Sabo's murder has been condemned.", [("killed", "1")]),
    ("A bomb took the life of presidential candidate Karim Sabo.", [("killed", "1")]),
    ("The body of Karim Sabo was found.", [("killed", "1")]),
    ("Killed in the raid was Karim Sabo, a treasurer.", [("killed", "1")]),
    (
        "General Karim Sabo, his wife and two bodyguards were wounded.",
        [("injured", "1"), ("injured", "1"), ("injured", "2")],
    ),
    ("Two Indians and a Pakistani were killed.", [("killed", "2"), ("killed", "1")]),
    # the time of day, and numbers written as one word
    ("At 1210 GMT, four pedestrians were killed.", [("killed", "4")]),
    ("Thirtythree sailors were injured.", [("injured", "33")]),
    # not sure
    ("Ten people may have died.", [("killed", "10?")]),
    ("Four men were reportedly killed.", [("killed", "4?")]),
    ("Thirty miners are feared dead.", [("killed", "30?")]),
]


@pytest.mark.parametrize(("text", "expected"), TOLLS)
def test_a_toll_as_told(text, expected):
    assert told(text) == expected


NO_TOLLS = [
    "Everyone knows the rules: do not kill anyone and there is no problem.",
    "They will kill 20 hostages if the army comes.",
    "He threatened to kill 10 prisoners.",
    "They would have killed 50 people.",
    "If 25 people are killed, the talks end.",
    "Their losses were high.",
    "He was a 35-year-old from Belvar.",
    "The army deployed 3,000 troops and 20 tanks.",
    "The 82nd division took a village 30 km from the border.",
    "The drought killed 25 sheep and two camels.",
    "Troops captured three villages and seized 20 rifles.",
    "The war of 1998 killed hope.",
    "It was the worst attack in 12 years.",
    "There were no reports of casualties.",
    "Police seized 300 kg of explosives.",
    "The hurt feelings of two nations remain.",
    "She said the plan died on the way.",
    "Bombs that kill civilians are banned.",
    "The rebel stronghold was hit by 12 rockets.",
    "The government's arrest warrant and the court's execution order are void.",
]


@pytest.mark.parametrize("text", NO_TOLLS)
def test_what_counts_nobody_is_no_toll(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "who", "civilian"),
    [
        ("A US civilian contractor was killed.", "A US civilian contractor", True),
        ("Two soldiers were killed.", "soldiers", False),
        ("Three children were killed.", "children", True),
        ("25 people were killed.", "people", None),
        ("25 were killed.", None, None),
        ("12 Ashmari army officers were killed.", "Ashmari army officers", None),
        ("The strike killed two aid workers.", "aid workers", True),
    ],
)
def test_who_stands_as_written(text, who, civilian):
    [one] = find_tolls(text)
    assert (one.who, one.civilian) == (who, civilian)
    assert who is None or text[one.who_start : one.who_end] == who


OTHERS = [
    ("ar", "أسفر الهجوم عن مقتل 25 شخصا على الأقل وإصابة أكثر من 50 آخرين", [("killed", "25-"), ("injured", "51-")]),
    ("ar", "قتل ثلاثة جنود وجرح خمسة في انفجار", [("killed", "3"), ("injured", "5")]),
    ("ar", "مقتل متعاقد مدني أميركي في هجوم صاروخي", [("killed", "1")]),
    ("ar", "٢٥ قتيلا و٥٠ جريحا", [("killed", "25"), ("injured", "50")]),
    ("ar", "ارتفعت حصيلة القتلى إلى 44 قتيلا", [("killed", "44*")]),
    ("ar", "اعتقلت القوات 12 شخصا", [("captured", "12")]),
    ("ar", "لم تقع إصابات", [("injured", "0"), ("killed", "0")]),
    ("ar", "استشهد 14 فلسطينيا بينهم 3 أطفال", [("killed", "14"), ("killed", "(3)")]),
    ("ar", "وصل عام 2019 إلى المدينة", []),
    ("fa", "دست‌کم ۲۵ نفر کشته و بیش از ۵۰ نفر زخمی شدند", [("killed", "25-"), ("injured", "51-")]),
    ("fa", "یک پیمانکار آمریکایی کشته شد", [("killed", "1")]),
    ("fa", "شمار کشته‌ها به ۴۴ نفر رسید", [("killed", "44*")]),
    ("fa", "این حمله تلفات جانی نداشت", [("killed", "0"), ("injured", "0")]),
    ("fa", "ده‌ها نفر بازداشت شدند", [("captured", "20-")]),
    ("fa", "سه سرباز در این حمله کشته شدند", [("killed", "3")]),
    ("fa", "در سال ۱۳۹۸ به تهران رفت", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), OTHERS)
def test_arabic_and_persian_tolls(language, text, expected):
    assert told(text, language) == expected


def test_a_zero_is_negated_and_a_count_is_not():
    assert [one.negated for one in find_tolls("No one was killed and four were hurt.")] == [True, False]


def test_a_hedge_is_kept_in_its_words():
    [one] = find_tolls("Ten people may have died.")
    assert one.hedge == "may" and one.count == Count.exactly(10)


_WORDS = (
    "25 people were killed and more than 50 injured a soldier died at least dozens of three , . ; "
    "including children no casualties toll rose to wounding killing 1,200 1.2 million between 20 - 30 "
    "dead left the bodies may have been not anyone without who several Ali Sabo 45 's ( ) was arrested "
    "by police taken hostage among them lives lost in 2019 مقتل 25 شخصا وإصابة نفر کشته زخمی ده‌ها"
)
_PIECES = st.sampled_from(_WORDS.split())
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=20).map(" ".join))


@given(_TEXTS, st.sampled_from(["en", "ar", "fa"]))
def test_the_words_are_the_words_at_their_place(text, language):
    for one in find_tolls(text, language=language):
        assert text[one.start : one.end] == one.said and one.said
        assert one.effect in {"killed", "injured", "captured", "missing"}
        assert one.kind in {"total", "part", "update"}
        assert (one.who is None) == (one.who_start is None) == (one.who_end is None)
        assert one.who is None or text[one.who_start : one.who_end] == one.who


@given(st.integers(2, 999_999))
def test_a_figure_is_that_figure_with_and_without_commas(n):
    plain, comma = f"The raid killed {n} people.", f"The raid killed {n:,} people."
    assert [one.count for one in find_tolls(plain)] == [one.count for one in find_tolls(comma)] == [Count.exactly(n)]
