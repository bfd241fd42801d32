"""Who is accused in a plain statement, what the accused say to it, and who owns to a deed in words of their own."""

import pytest

from talion.codebook.gazetteer import gazetteer
from talion.codebook.registry import registry
from talion.coding.coder import Coder, coder
from talion.records import Claim, Report


@pytest.fixture(scope="module")
def reads() -> Coder:
    return coder(registry(), gazetteer())


@pytest.fixture(scope="module")
def claims(reads: Coder):
    def of(text: str) -> set[tuple[str, str]]:
        coded = reads.code(Report(text, language="en"))
        return {(one.stance, one.speaker.name if one.speaker else "") for one in coded.claims if _is_of_who(one)}

    return of


def _is_of_who(claim: Claim) -> bool:
    return claim.stance in {"claims", "blames", "denies", "confirms", "hedges"}


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("A mine blew up a bus near Gao on Tuesday. The mayor insists that jihadists laid it.", "The mayor"),
        ("The bishop said that paramilitaries had shot eleven farmers at Acteal.", "The bishop"),
        ("Residents swear that soldiers fired into the crowd at Conakry on Monday.", "Residents"),
        ("The judges found that General Okello had ordered the killing of the bishop.", "The judges"),
        ("Bullets hit a post at Naqoura. The mission said the fire had come from an Israeli tank.", "The mission"),
        ("Two nuns were killed in Moissala on Sunday. Church workers suspect poachers.", "Church workers"),
    ],
)
def test_a_plain_statement_of_what_another_did_accuses_him(claims, text, by):
    assert ("blames", by) in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "Police said that gunmen had killed two traders in Kano on Tuesday.",
        "Analysts say that Russia has struck the Ukrainian grid 30 times this winter.",
        "The US military said that Kurdish fighters had killed eleven Islamic State militants near Hasaka.",
        "Norway said that Sudanese jets had bombed Bentiu.",
    ],
)
def test_nobody_is_accused_by_who_takes_no_side_or_names_nobody(claims, text):
    assert not [one for one in claims(text) if one[0] == "blames"]


_BOMB = "A bomb killed three worshippers at a temple in Yala on Monday. Police accused the Pattani Brotherhood. "


@pytest.mark.parametrize(
    ("text", "by"),
    [
        (_BOMB + "The Brotherhood says it did no such thing.", "The Brotherhood"),
        (_BOMB + "The Brotherhood rejected the charge.", "The Brotherhood"),
        (_BOMB + "The Brotherhood's lawyer called the accusation a cheap novel.", "The Brotherhood's lawyer"),
        (_BOMB + '"That is not true," the Brotherhood\'s lawyer said.', "the Brotherhood's lawyer"),
        ("Two brothers stood trial over the shooting of a judge in Palermo. Both say they are innocent.", "Both"),
        ("Georgia says Russian troops fired on its border guards. Nonsense, replied Moscow.", "Moscow"),
        ("Soldiers beat prisoners at Insein jail. No inmate has been beaten, says the warden.", "the warden"),
        ("The bishop said that paramilitaries had shot eleven farmers. The governor spoke of lies.", "The governor"),
        ("Uganda says Rwandan soldiers burned Katuna on Friday. Kigali will have none of it.", "Kigali"),
    ],
)
def test_a_charge_is_denied_in_many_words(claims, text, by):
    assert ("denies", by) in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "The army accused the rebels of killing nine farmers at Ola. The UN said that it had not received any report.",
        "Gunmen killed a judge in Lima on Friday. The president said that he was not surprised.",
        "Rebels shot down a helicopter near Kindu on Sunday. The army called the account credible.",
        "Soldiers killed two students in Caracas on Monday. The bishop said that they had done nothing wrong.",
        "The army said it had bombed a camp of the rebels at Dita. The rebels said that they had lost no men.",
    ],
)
def test_not_every_negative_denies_the_deed(claims, text):
    assert not [one for one in claims(text) if one[0] == "denies"]


@pytest.mark.parametrize(
    ("text", "by"),
    [
        ("The militia says its men killed 40 soldiers at Bama on Saturday.", "The militia"),
        ("A bomb hurt a judge in Cali. A note bore the signature of the Popular Brigades.", "the Popular Brigades"),
        ("A colonel was shot in Mashhad. It was our fighters who did it, said the People's Front.", "the People's"),
        ("A grenade exploded at a bank in Piraeus. The League of Cells phoned to say that this was its work.",
         "The League"),
        ("A lorry exploded in Tarma on Friday. Responsibility was claimed by a cell of the Red Dawn.", "a cell"),
    ],
)  # fmt: skip
def test_a_deed_is_owned_to_in_words_of_ones_own(claims, text, by):
    assert any(stance == "claims" and name.startswith(by) for stance, name in claims(text))


def test_each_says_that_it_was_the_other(claims):
    told = claims("Clashes broke out between two fleets off Sable Rock. Each navy says that the other fired first.")
    assert {("blames", "Each navy"), ("denies", "Each navy")} <= told


def test_the_charge_answered_is_the_one_made_and_not_the_deed_told_last(reads):
    text = (
        "In Caracas, hours after a raid on the border, a blast killed the exiled general Ruiz; Peru accuses Chile, "
        "which has not commented."
    )
    coded = reads.code(Report(text, language="en"))
    [blast] = [event for event in coded.events if any(mark.passage.quote == "blast" for mark in event.marks)]
    assert [(blame.stance, blame.actor) for blame in blast.attribution.blames] == [("blames", "chile")]


def test_who_confirms_a_raid_says_so_of_what_another_told(claims):
    text = "The army announced that it had destroyed a rebel base near Tol. The rebels confirmed the raid."
    assert ("confirms", "The rebels") in claims(text)
