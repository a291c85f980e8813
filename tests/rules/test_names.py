"""Names: code points kept, one interpunct (domain §1.6)."""

import unicodedata

import pytest

from desktop.rules.names import bare_name, read_name, split_names, stripped


@pytest.mark.parametrize("dot", "•‧∙⋅・･·.．")
def test_one_interpunct(dot: str) -> None:
    assert read_name(f"买买提{dot}艾力") == "买买提\u00b7艾力"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张　三", "张三"),
        ("欧阳 小 明", "欧阳小明"),
        (" 王五\u00a0", "王五"),
        ("'李四", "李四"),
        ("买买提 · 艾力", "买买提·艾力"),
        ("John  Smith", "John Smith"),
        ("J.Smith", "J.Smith"),
        ("𠅤 𬱟", "𠅤𬱟"),
    ],
)
def test_spaces(text: str, name: str) -> None:
    assert read_name(text) == name


def test_compatibility_ideographs_stay() -> None:
    assert unicodedata.normalize("NFKC", "\uf9d1") != "\uf9d1"
    assert read_name("\uf9d1一") == "\uf9d1一"


def test_stripped_for_matching() -> None:
    assert stripped("买买提·艾力 江") == "买买提艾力江"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三、李四 王五，赵六\n孙七", ["张三", "李四", "王五", "赵六", "孙七"]),
        ("张 三、李 四", ["张三", "李四"]),
        ("张　三　李　四", ["张三", "李四"]),
        ("1.张三 2.李四", ["张三", "李四"]),
        ("1、张三\n2、李四", ["张三", "李四"]),
        ("买买提.艾力；王五;", ["买买提·艾力", "王五"]),
        ("1.张三2.李四，3、王五", ["张三", "李四", "王五"]),
        ("①张三②李四 @王五（4）", ["张三", "李四", "王五"]),
        ("张三 45岁、李四（3人）", ["张三", "李四"]),
        ("", []),
    ],
)
def test_lists(text: str, names: list[str]) -> None:
    assert split_names(text) == names


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("张三同志", ("张三", "")),
        ("王五（第二党支部）", ("王五", "第二党支部")),
        ("王五(科长)", ("王五", "科长")),
        ("同志", ("同志", "")),
        ("张三", ("张三", "")),
    ],
)
def test_what_stands_beside_a_name(name: str, bare: tuple[str, str]) -> None:
    assert bare_name(name) == bare
