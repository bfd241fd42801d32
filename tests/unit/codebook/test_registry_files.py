"""A user's own rows stand on top of ours, and a row that breaks the schema is refused with its place."""

import pytest

from talion.codebook.registry import registry
from talion.errors import CodebookError


def test_a_users_actor_and_relation_are_added(tmp_path):
    (tmp_path / "actors.toml").write_text(
        '[[actor]]\nid = "river-front"\nname = "River Front"\nkind = "armed group"\n'
        'names = ["Front of the River"]\nsource = "field notes of 2 May 2031"\n',
        encoding="utf-8",
    )
    (tmp_path / "relations.toml").write_text(
        '[[relation]]\nsubject = "river-front"\nkind = "backed_by"\nobject = "norway"\n'
        'since = "2031-05"\nsource = "field notes"\n',
        encoding="utf-8",
    )
    ours = registry(tmp_path)
    assert ours.resolve("Front of the River").actor.source == "field notes of 2 May 2031"
    assert "river-front" in ours.members("Norway-backed groups")


def test_a_users_row_takes_the_place_of_ours(tmp_path):
    (tmp_path / "actors.csv").write_text("id,name,kind,source\nhezbollah,Hizb,party,my reading\n", encoding="utf-8")
    assert registry(tmp_path).actors["hezbollah"].kind == "party"
    assert registry().actors["hezbollah"].kind == "armed group"


def test_a_changed_file_is_read_again(tmp_path):
    file = tmp_path / "actors.csv"
    file.write_text("id,name,kind,source\nriver-front,River Front,armed group,my notes\n", encoding="utf-8")
    assert registry(tmp_path).resolve("River Front") is not None
    file.write_text("id,name,kind,source\nriver-front,Stream Front of Old,armed group,my notes\n", encoding="utf-8")
    assert registry(tmp_path).resolve("Stream Front of Old") is not None


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (
            "actors.csv",
            "id,name,kind,source\nRiver Front,River Front,armed group,my notes\n",
            "line 2: 'id' is 'River Front'",
        ),
        (
            "actors.csv",
            "id,name,kind,source\nriver,River,gang,my notes\n",
            "line 2: 'kind' is 'gang'; write one of: state",
        ),
        ("actors.csv", "id,name,kind,source\nriver,River,armed group,\n", "'source' is empty"),
        ("actors.csv", "id,name,kind,source\nriver,River,armed group,no-such-key\n", "'source' names 'no-such-key'"),
        ("actors.csv", "id,name,kind,colour\n", "unknown column 'colour'"),
        ("actors.csv", "name,kind\nRiver,armed group\n", "the column 'id' is missing"),
        ("actors.csv", "id,name,kind,source\nriver,River\n", "2 cells where the first line names 4"),
        ("actors.csv", "id,name,kind,source,ucdp\nriver,River,armed group,my notes,twelve\n", "'ucdp' is 'twelve'"),
        ("actors.toml", "[[actor\n", "no TOML file"),
        ("actors.toml", "[[actors]]\nid = 'x'\n", "every row begins with [[actor]]"),
        (
            "relations.csv",
            "subject,kind,object,source\nhezbollah,backed_by,atlantis,my notes\n",
            "there is no actor 'atlantis'",
        ),
        ("relations.csv", "subject,kind,object,source\niran,part_of,iran,my notes\n", "iran cannot be part_of itself"),
        (
            "relations.csv",
            "subject,kind,object,source,since\nhezbollah,backed_by,iran,my notes,lately\n",
            "'since' is 'lately'",
        ),
        ("metonyms.csv", "name,actor\nAshgrad,ashmar\n", "there is no actor 'ashmar'"),
    ],
)
def test_a_row_that_breaks_the_schema_is_refused_with_its_place(tmp_path, file, text, said):
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as refused:
        registry(tmp_path)
    assert file in str(refused.value) and said in str(refused.value)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "actors.csv").write_bytes("id,name,kind,source\nriver,Río,armed group,my notes\n".encode("latin-1"))
    with pytest.raises(CodebookError, match="UTF-8"):
        registry(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(CodebookError, match="no such codebook folder"):
        registry(tmp_path / "nowhere")
