"""Faces: the right one for every character, and nothing printed that is no writing."""

from pathlib import Path

import pytest
from reportlab.platypus import Paragraph

from desktop.reports.kit import fonts
from desktop.reports.kit.text import Type, lines_of

ODD = "\U0003fffe"


def test_a_character_that_no_font_has_is_listed_once_and_drawn_as_a_mark() -> None:
    assert fonts.missing([f"张{ODD}", f"{ODD}李"]) == [ODD]
    assert "".join(piece for _, piece in fonts.runs(f"张{ODD}")) == "张〓"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲\t乙", "甲 乙"),
        ("甲\x07乙\ufeff", "甲乙"),
        ("葛\U000e0100", "葛"),
        ("\u3000甲", "\u3000甲"),
        ("甲\r\n乙\x85丙", "甲\n乙\n丙"),
    ],
)
def test_controls_and_selectors_are_dropped(text: str, shown: str) -> None:
    assert fonts.clean(text) == shown
    assert fonts.missing([text]) == []


def test_markup_is_escaped_and_breaks_lines() -> None:
    assert fonts.markup("甲<b>&\n乙") == "甲&lt;b&gt;&amp;<br/>乙"
    Paragraph(fonts.markup("䶮𬭎<甲>\n\u3000乙"))


def test_tounicode_holds_surrogate_pairs_in_blocks_of_a_hundred() -> None:
    written = fonts.unicode_map("x", [0x2CB4E, *range(0x4E00, 0x4E00 + 150)])
    assert "<00> <D872DF4E>" in written
    assert [line for line in written.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "51 beginbfchar",
    ]


def test_a_face_that_cannot_be_embedded_is_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "simfang.ttf"
    broken.write_bytes(b"OTTO" + b"\0" * 64)
    assert fonts._own_face(broken) is None
    assert fonts._own_face(tmp_path / "gone.ttf") is None


def test_lines_fit_and_obey_punctuation() -> None:
    kind = Type()
    text = (
        "学习贯彻“三会一课”制度（2026年修订），慰问金12,000.00元，身份证号350122195507010012；联系电话：13800001234。"
        * 3
    )
    lines = lines_of(text, 120, kind)
    assert "".join(lines) == text
    assert all(fonts.width_of(line, kind.size) <= 120.01 for line in lines)
    assert not any(line[0] in "，。；：）”" or line[-1] in "（“" for line in lines)
    assert any("12,000.00" in line for line in lines)
    assert lines_of("a" * 500, 100, kind) != ["a" * 500]
    assert lines_of("甲\n\n乙", 100, kind) == ["甲", "", "乙"]
