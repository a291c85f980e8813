"""Telephone numbers (domain §1.6)."""

import pytest

from desktop.rules.phones import masked_phone, read_phone

KNOWN = {
    "13805910000": "13805910000",
    "138 0591 0000": "13805910000",
    "138-0591-0000": "13805910000",
    "+86 138 0591 0000": "13805910000",
    "0086 13805910000": "13805910000",
    "8613805910000": "13805910000",
    "13805910000.0": "13805910000",
    "１３８０５９１００００": "13805910000",
    "0591-26231234": "0591-26231234",
    "059126231234": "0591-26231234",
    "（0591）26231234": "0591-26231234",
    "0591-26231234-801": "0591-26231234-801",
    "0591-26231234转801": "0591-26231234-801",
    "13805910000/13905910000": "13805910000；13905910000",
    "13805910000\n13905910000": "13805910000；13905910000",
    "13805910000，13905910000": "13805910000；13905910000",
    "13805910000、0591-26231234": "13805910000；0591-26231234",
    "13805910000;13905910000": "13805910000；13905910000",
}


@pytest.mark.parametrize(("text", "number"), KNOWN.items())
def test_known(text: str, number: str) -> None:
    assert read_phone(text) == (number, "")


@pytest.mark.parametrize("text", ["0", "无", "—", "", " "])
def test_blank(text: str) -> None:
    assert read_phone(text) == (None, "")


@pytest.mark.parametrize("text", ["26231234", "6688", "abc", "12345678901", "138****0000"])
def test_odd_ones_are_kept_and_told(text: str) -> None:
    value, note = read_phone(text)
    assert value == text
    assert text in note


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13805910000", "138****0000"),
        ("0591-26231234", "0591-26****34"),
        ("13805910000；13905910000", "138****0000；139****0000"),
        ("6688", "6688"),
    ],
)
def test_masked(text: str, shown: str) -> None:
    assert masked_phone(text) == shown
