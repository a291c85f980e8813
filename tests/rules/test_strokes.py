"""Names by strokes: the count, then the order of strokes, two-character names of a surname first."""

import pytest

from desktop.settings import resources
from desktop.store.search import by_strokes, strokes

STROKES = resources() / "strokes.tsv"


def key(name: str) -> str:
    return by_strokes(name) or ""


@pytest.mark.parametrize(
    ("character", "count"),
    [
        ("一", 1),
        ("丁", 2),
        ("马", 3),
        ("王", 4),
        ("叶", 5),
        ("刘", 6),
        ("李", 7),
        ("林", 8),
        ("陈", 7),
        ("郑", 8),
        ("黄", 11),
        ("戴", 17),
    ],
)
def test_the_table_counts_as_dictionaries_do(character: str, count: int) -> None:
    assert strokes().counts[character] == count


def test_surnames_stand_by_their_strokes() -> None:
    names = ["黄河", "林森", "王小洪", "丁一", "李白", "马飚", "赵和", "刘备", "戴征", "叶挺"]
    assert sorted(names, key=key) == [
        "丁一", "马飚", "王小洪", "叶挺", "刘备", "李白", "林森", "赵和", "黄河", "戴征",
    ]  # fmt: skip


def test_common_surnames_stand_as_published_lists_have_them() -> None:
    """Of one count by the order of strokes: 叶 田 冯, 李 杨 吴 陈, 林 郑."""
    wanted = "丁于马王邓叶田冯朱刘许孙杜李杨肖吴何余宋张陈林罗周郑赵胡袁徐高郭唐黄曹梁彭董蒋韩曾谢蔡潘戴"
    assert "".join(sorted(sorted(wanted), key=key)) == wanted


def test_every_character_stands_in_the_table_once() -> None:
    characters = [one for line in STROKES.read_text(encoding="utf-8").splitlines() for one in line.split("\t")[1]]
    assert len(characters) == len(set(characters)) == len(strokes().counts) > 24_000


def test_two_character_names_of_a_surname_come_first() -> None:
    """As published lists have it: 王毅 (毅 has 15 strokes) before 王小洪 (小 has 3), 王一博 before 王小洪."""
    assert sorted(["王小洪", "王毅", "王一博", "王凯"], key=key) == ["王凯", "王毅", "王一博", "王小洪"]


def test_the_interpunct_does_not_count_and_unranked_characters_come_last() -> None:
    assert by_strokes("买买提·吐尔逊") == by_strokes("买买提吐尔逊")
    assert sorted(["𰻞明", "龘明", "Anna", "𬱟明", "丁明"], key=key) == ["Anna", "丁明", "𬱟明", "龘明", "𰻞明"]
    assert by_strokes(None) is None
    assert by_strokes("") == ""
