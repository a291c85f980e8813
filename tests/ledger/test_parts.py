"""Child rows in one line of text: whatever they hold comes back, what is typed loosely is read where it is certain."""

from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import Unclear
from desktop.ledger import CodeList, Context, Info, Part, Record
from desktop.ledger.columns import Column, columns_of
from desktop.ledger.kinds import COUNT, DATE, FLAG, HOURS, MONEY, NAME, NOTE, PHONE, TIME, Kind, Parts, coded
from desktop.services.chapters import LEDGERS
from desktop.store.schema import METADATA

AWKWARD = (
    " ",
    "、",
    "，",
    "；",
    ",",
    ";",
    '"',
    "“",
    "”",
    "'",
    "\n",
    "\t",
    "+",
    "（",
    "）",
    "：",
    "—",
    "1",
    "500",
    "元",
    "教师",
    "2020-01",
)
PARTS = {
    f"{ledger.id} {column.key}": column for ledger in LEDGERS.values() for column in (*ledger.parted, *ledger.families)
}


class Odd(Part, table=True):
    """Columns of every kind that may stand in a child row."""

    __tablename__ = "test_odd_part"

    name: Annotated[str | None, Info("姓名", NAME)] = None
    text: Annotated[str | None, Info("内容")] = None
    code: Annotated[str | None, Info("类别", coded("anything"))] = None
    count: Annotated[int | None, Info("人数", COUNT)] = None
    other: Annotated[str | None, Info("单位")] = None
    money: Annotated[int | None, Info("金额", MONEY)] = None
    day: Annotated[str | None, Info("日期", DATE)] = None
    time: Annotated[str | None, Info("时间", TIME)] = None
    hours: Annotated[float | None, Info("时长", HOURS)] = None
    flag: Annotated[bool | None, Info("是否", FLAG)] = None
    phone: Annotated[str | None, Info("电话", PHONE)] = None
    note: Annotated[str | None, Info("说明", NOTE)] = None


METADATA.remove(Odd.__table__)  # type: ignore[attr-defined] # it is nothing that an office keeps


def context() -> Context:
    known = CodeList("anything", "任意", texts=["甲", "乙"], synonyms={"甲": "甲", "乙": "乙"})
    return Context({"anything": known})


def values_of(kind: Kind) -> st.SearchStrategy[Any]:
    """What the kind itself gives for what people type: the values that a record can hold."""
    typed = st.one_of(
        st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=3)), max_size=5).map("".join),
        st.sampled_from(
            [
                "2020-01",
                "1998",
                "张三",
                "0",
                "1000.00",
                "-5",
                "8:30",
                "是",
                "甲",
                "12",
                "13900001111",
                "90分钟",
                "某县一中，教师",
            ]
        ),
    )
    return typed.map(lambda text: _read(kind, text)).filter(lambda value: _read(kind, kind.show(value)) == value)


def _read(kind: Kind, text: str) -> Any:
    try:
        return kind.read(text, context()).value
    except Unclear:
        return None


def rows_of(columns: tuple[Column, ...]) -> st.SearchStrategy[list[dict[str, Any]]]:
    row = st.fixed_dictionaries({column.key: st.one_of(st.none(), values_of(column.kind)) for column in columns})
    filled = row.filter(lambda one: any(value is not None for value in one.values()))
    return st.lists(filled, min_size=1, max_size=3)


def read(kind: Kind, text: str, lists: dict[str, CodeList] | None = None) -> Any:
    return kind.read(text, Context(lists or {})).value


def plain(rows: Any, columns: tuple[Column, ...]) -> list[dict[str, Any]]:
    return [{column.key: row.get(column.key) for column in columns} for row in rows or ()]


@given(st.data())
def test_whatever_a_child_row_holds_comes_back(data: st.DataObject) -> None:
    kind = Parts(Odd)
    rows = data.draw(rows_of(kind.columns))
    assert plain(kind.read(kind.show(rows), context()).value, kind.columns) == rows


@pytest.mark.parametrize("name", PARTS)
@given(data=st.data())
def test_the_child_rows_of_every_ledger_come_back(name: str, data: st.DataObject) -> None:
    kind = PARTS[name].parts
    assert kind is not None
    rows = data.draw(rows_of(kind.columns))
    lists = {one.kind.list: CodeList(one.kind.list, one.title) for one in kind.columns if hasattr(one.kind, "list")}
    again = kind.read(kind.show(rows), Context(lists)).value
    assert plain(again, kind.columns) == rows


def readable(text: str) -> bool:
    return _read(Parts(Odd), text) is not None


@given(st.lists(st.one_of(st.sampled_from(AWKWARD), st.text(max_size=4)), max_size=8).map("".join).filter(readable))
def test_what_was_read_is_read_the_same_again(text: str) -> None:
    kind = Parts(Odd)
    rows = kind.read(text, context()).value
    assert plain(kind.read(kind.show(rows), context()).value, kind.columns) == plain(rows, kind.columns)


HOUSEHOLD = LEDGERS["hardship"].columns["household"].kind
FUNDS = LEDGERS["visits"].columns["funds"].kind
HONOURS = LEDGERS["members"].columns["honours"].kind
PEOPLE = LEDGERS["study-groups"].columns["people"].kind


def told(*values: Any) -> dict[str, Any]:

    return dict(zip(("name", "relation", "age", "workplace", "income"), values, strict=True))


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('张三 父亲 45 "某县一中，教师" 1000.00', told("张三", "父亲", 45, "某县一中，教师", 100_000)),
        ("张三 父亲 45 某县一中，教师 1000", told("张三", "父亲", 45, "某县一中，教师", 100_000)),
        ("张三 父亲 某县一中 1000", told("张三", "父亲", None, "某县一中", 100_000)),
        ('"" 父亲', told(None, "父亲", None, None, None)),
        ("张三 — 45", told("张三", None, 45, None, None)),
        ('张三 父亲 45 "他说""好""" 1000', told("张三", "父亲", 45, '他说"好"', 100_000)),
    ],
)
def test_a_household_is_read_as_it_is_written(text: str, row: dict[str, Any]) -> None:
    assert read(HOUSEHOLD, text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "张三 父亲 45 某县一中，教师 1000 其他",  # six words for five columns
        "张三 父亲，教师",  # two people, or one with a comma
        '张三 "父亲',
        '张三 父"亲',
    ],
)
def test_what_can_be_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(Unclear) as refused:
        HOUSEHOLD.read(text, Context())
    assert "双引号" in refused.value.reason


def test_sources_typed_as_clerks_do() -> None:
    lists = {
        "fund_source": CodeList(
            "fund_source",
            "资金来源",
            texts=["工会经费", "上级拨付党费"],
            synonyms={"工会经费": "工会经费", "上级拨付党费": "上级拨付党费"},
        )
    }
    both = [{"source": "上级拨付党费", "amount": 100_000}, {"source": "工会经费", "amount": 50_000}]
    for text in (
        "上级拨付党费 1000；工会经费 500",
        "上级拨付党费1000元、工会经费500元",
        "上级拨付党费：1000，工会经费：500",
        "上级拨付党费（1000）+工会经费（500）",
    ):
        assert read(FUNDS, text, lists) == both, text


def test_an_honour_without_its_level_and_names_in_a_row() -> None:
    lists = {"honour_level": CodeList("honour_level", "级别", texts=["省级"], synonyms={"省级": "省级"})}
    assert read(HONOURS, "优秀共产党员 2020", lists) == [{"name": "优秀共产党员", "level": None, "given": "2020"}]
    assert [row["person"] for row in read(PEOPLE, "张三、李四，王五")] == ["张三", "李四", "王五"]


def test_a_record_knows_its_fields_in_their_order() -> None:
    """Links make their own id, child rows none."""

    class Thing(Record, table=True):
        """A record that is thrown away."""

        __tablename__ = "test_thing"

        name: Annotated[str, Info("名称", group="一")]
        rows: Annotated[list[Odd], Info("子行", Parts(Odd))]
        after: Annotated[str | None, Info("后面")] = None

    METADATA.remove(Thing.__table__)  # type: ignore[attr-defined]
    assert list(columns_of(Thing)) == ["name", "rows", "after"]
    assert "rows" not in Thing.__table__.c  # type: ignore[attr-defined]


LEVELS = {
    "honour_level": CodeList("honour_level", "级别", texts=["省部", "市"], synonyms={"省级": "省部", "市级": "市"})
}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("2021年度 优秀共产党员", ("2021年度 优秀共产党员", None, None)),
        ("全国 五一劳动奖章", ("全国 五一劳动奖章", None, None)),
        ("厦门市 优秀共产党员 2021", ("厦门市 优秀共产党员", None, "2021")),
        ("优秀 共产党员 市级 2021", ("优秀 共产党员", "市", "2021")),
        ("优秀共产党员（省级）", ("优秀共产党员", "省部", None)),
        ('"优秀共产党员（省级）"', ("优秀共产党员（省级）", None, None)),
        ("优秀共产党员（暂定）", ("优秀共产党员（暂定）", None, None)),
        ('优秀共产党员 "集团级"', ("优秀共产党员", "集团级", None)),
    ],
)
def test_a_word_that_no_list_has_is_part_of_the_text_before_it(text: str, row: tuple[str | None, ...]) -> None:
    assert read(HONOURS, text, LEVELS) == [dict(zip(("name", "level", "given"), row, strict=True))]


@pytest.mark.parametrize(
    ("text", "result", "day"),
    [
        ("合格（2024.1.5）", "合格", "2024-01-05"),
        ("2024-01-05 合格", "2024-01-05 合格", None),
        ("2024年上半年 合格", "2024年上半年 合格", None),
    ],
)
def test_a_look_typed_loosely_keeps_nobody_out(text: str, result: str, day: str | None) -> None:
    kind = LEDGERS["development"].columns["reviews"].kind
    assert [(row["result"], row["day"]) for row in read(kind, text)] == [(result, day)]


def test_a_source_that_no_list_has_may_end_in_its_amount() -> None:
    lists = {"fund_source": CodeList("fund_source", "资金来源", texts=["工会经费"], synonyms={"工会经费": "工会经费"})}
    assert read(FUNDS, "行政经费0", lists) == [{"source": "行政经费", "amount": 0}]


@pytest.mark.parametrize("text", ["'", "''", "’", "无'"])
def test_an_apostrophe_alone_is_something(text: str) -> None:
    kind = LEDGERS["members"].columns["places"].kind
    assert read(kind, kind.show([{"branch": text, "since": None}])) == [{"branch": text, "since": None}]


@pytest.mark.parametrize("text", ["张三 父亲 45岁 某县一中 1000", "张三 父亲 45 某县一中 一千"])
def test_a_whole_line_is_nobodys_name(text: str) -> None:
    with pytest.raises(Unclear):
        read(HOUSEHOLD, text)


def test_a_day_that_is_none_is_not_taken_for_text() -> None:
    with pytest.raises(Unclear):
        read(LEDGERS["development"].columns["reviews"].kind, "合格 2024-13-05")
