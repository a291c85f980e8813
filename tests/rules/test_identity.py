"""Identity numbers (GB 11643-1999, domain §1.6)."""

import pytest

from desktop.errors import Unclear
from desktop.rules.identity import birth_of, masked, read_idno, sex_of, upgraded


@pytest.mark.parametrize(
    ("number", "birth", "sex"),
    [
        ("11010519491231002X", "1949-12-31", "女"),
        ("440524188001010014", "1880-01-01", "男"),
        ("53010219200508011X", "1920-05-08", "男"),
    ],
)
def test_vectors(number: str, birth: str, sex: str) -> None:
    assert read_idno(number) == (number, "")
    assert (birth_of(number), sex_of(number)) == (birth, sex)


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002x",
        "11010519491231002Ｘ",
        "'11010519491231002X",
        "1101 0519 4912 31002X",
        "\u200b110105\u00a019491231\u3000002X\t\ufeff",
        "１１０１０５１９４９１２３１００２Ｘ",
    ],
)
def test_as_it_comes(text: str) -> None:
    assert read_idno(text).value == "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("530102192005080119", "校验位不对"),
        ("110105199913310021", "出生日期 19991331 不存在"),
        ("110105299901010021", "出生日期 2999-01-01"),
        ("1101051949123100", "现在是 16 位"),
        ("11010519491231002*", "不该出现"),
        ("3.50122197203151E+17", "末位已丢失"),
        ("350122197203151e17", "末位已丢失"),
        ("350122197203151000.0", "末位已丢失"),
    ],
)
def test_refused(text: str, reason: str) -> None:
    with pytest.raises(Unclear, match=reason):
        read_idno(text)


def test_an_old_number_comes_back_with_the_new_one() -> None:
    with pytest.raises(Unclear, match="15 位旧号码") as caught:
        read_idno("130503670401001")
    assert caught.value.suggestion == upgraded("130503670401001") == "130503196704010016"


def test_masked() -> None:
    assert masked("350100199001011234") == "350100********1234"
    assert masked("E1234567") == "E1****67"
