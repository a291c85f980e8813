"""Every kind of fault in a declaration is told when the ledgers are put together, in a sentence with ledger and field."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Annotated, Any

import pytest
from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field, SQLModel

from desktop.ledger import AsOf, Figure, Identity, Info, Ledger, Part, Record, Role, Rules
from desktop.ledger.kinds import COUNT, DATE, IdNo, Kind, Link, Parent, Parts, children, coded
from desktop.ledger.paper import Layout, Paper, Parameter
from desktop.ledger.proof import Faulty, put_together, refuse
from desktop.records.reminders import Due
from desktop.services import chapter, chapters
from desktop.services.chapter import Chapter, Computed, Section
from desktop.services.charts import Bars
from desktop.store.query import Where

MADE = iter(range(10_000))
STANDING = [one for one in chapters.LEDGERS.values() if one.parent is None]


@pytest.fixture(autouse=True)
def leaves_nothing() -> Iterator[None]:
    """Tables that a test makes do not stay among the program's."""
    known = set(SQLModel.metadata.tables)
    yield
    for name in set(SQLModel.metadata.tables) - known:
        SQLModel.metadata.remove(SQLModel.metadata.tables[name])


def model(base: type, fields: dict[str, tuple[Any, Any]]) -> Any:
    """A table of its own with these fields: the annotation, the default."""
    name = f"Thing{next(MADE)}"
    body = {key: default for key, (_, default) in fields.items()}
    said = {key: annotation for key, (annotation, _) in fields.items()}
    facts = {"__module__": __name__, "__qualname__": name, "__tablename__": f"test_{name}", "__annotations__": said}
    return type(base)(name, (base,), {**facts, **body}, table=True)


def ledger(kind: Kind | None = None, ledger_id: str = "things", **how: Any) -> Ledger:
    """A ledger of its own whose second field is of the kind; `default` is that field's, `more` are other fields."""
    default, more = how.pop("default", None), how.pop("more", {})
    thing = model(
        Record,
        {
            "name": (Annotated[str, Info("名称", required=True)], Field()),
            "other": (Annotated[str | None, Info("另一项", kind or DATE, default=default)], None),
            "count": (Annotated[int | None, Info("数", COUNT)], None),
            **more,
        },
    )
    usual: dict[str, Any] = {"identity": Identity(("name",), named=("name",)), "table": ("name",)}
    return Ledger(thing, ledger_id, f"东西{next(MADE)}", **{**usual, **how})


def part(kind: Kind) -> Kind:
    """Child rows with one field of the kind."""
    return Parts(model(Part, {"value": (Annotated[str | None, Info("值", kind)], None)}))


class Misspelt(Rules):
    """Rules of which one is called by a name that nobody asks for."""

    def chek(self) -> None:
        """Never asked."""


def wrong_table() -> Ledger:
    """A link with a key to another table than that of the ledger it leads to."""
    made = ledger(Link(to="members", person=True))
    made.sql.append_constraint(ForeignKeyConstraint([made.sql.c.other_id], ["organization.id"]))
    return made


FAULTS: dict[str, tuple[Callable[[], Ledger], str]] = {
    "an unknown code list": (lambda: ledger(coded("nothing")), "no code list is called 'nothing'"),
    "an unknown code list in a child row": (lambda: ledger(part(coded("nothing"))), "value: no code list"),
    "a link to an unknown ledger": (lambda: ledger(Link(to="nothing")), "Link(to='nothing') names no ledger"),
    "a link of a child row to an unknown ledger": (lambda: ledger(part(Link(to="nothing"))), "names no ledger"),
    "a number that is no field": (lambda: ledger(Link(to="members", number="nothing")), "Link(number='nothing')"),
    "a branch that is no field": (lambda: ledger(Link(to="members", branch="nothing")), "Link(branch='nothing')"),
    "a ledger to make people in that is none": (lambda: ledger(Link(to="members", makes="nothing")), "makes='nothing'"),
    "a tree that is none": (lambda: ledger(Link(to="members", tree=True)), "is not what that ledger is"),
    "a foreign key to the wrong table": (wrong_table, "its foreign key leads to organization, its link to person"),
    "a default outside its list": (
        lambda: ledger(coded("sex"), default="其他"),
        "'其他' is not in the code list 'sex'",
    ),
    "a default that is no value of its kind": (lambda: ledger(IdNo(), default="12"), "is no value of its kind"),
    "a figure of an unknown field": (lambda: ledger(figures=(Figure("合计", "nothing"),)), "figure 合计: nothing"),
    "a figure filtered by an unknown field": (
        lambda: ledger(figures=(Figure("合计", "count", (("nothing", 1),)),)),
        "figure 合计: nothing",
    ),
    "a figure filtered by a value that is in no list": (
        lambda: ledger(coded("sex"), figures=(Figure("合计", "count", (("other", "其他"),)),)),
        "figure 合计: '其他' is not in the code list 'sex'",
    ),
    "a figure of the year on an unknown day": (
        lambda: ledger(figures=(Figure("合计", "count", year="合计", day="nothing"),)),
        "figure 合计: nothing",
    ),
    "a figure of the year without a day": (
        lambda: ledger(figures=(Figure("合计", "count", year="合计"),)),
        "no day says which year",
    ),
    "a sum of what can't be added up": (lambda: ledger(figures=(Figure("合计", "name"),)), "can't be added up"),
    "an unknown field in the table": (lambda: ledger(table=("nothing",)), "table: nothing"),
    "an unknown field to be known by": (
        lambda: ledger(identity=Identity(("nothing",), named=("name",))),
        "identity: nothing",
    ),
    "an unknown field to be called by": (
        lambda: ledger(identity=Identity(("name",), named=("nothing",))),
        "named: nothing",
    ),
    "an unknown day": (lambda: ledger(as_of=AsOf("nothing")), "day: nothing"),
    "an unknown role": (lambda: ledger(role=Role("is_nothing", {"": ("name",)})), "role: is_nothing"),
    "an unknown field in a role's form": (lambda: ledger(role=Role("alive", {"": ("nothing",)})), "form: nothing"),
    "two ledgers of one id": (lambda: ledger(ledger_id="members"), "two ledgers have the id members"),
    "an alias that is another field's title": (
        lambda: ledger(more={"third": (Annotated[str | None, Info("第三项", aliases=("数",))], None)}),
        "field third: its alias 数 is the title of another field",
    ),
    "two figures of one title": (
        lambda: ledger(figures=(Figure("合计", "count"), Figure("合计", of="count"))),
        "two figures are called 合计",
    ),
    "a record without a name": (lambda: ledger(identity=Identity(("name",))), "no fields to name a record by"),
    "a rule that nobody asks for": (lambda: ledger(rules=Misspelt()), "Misspelt.chek is never asked for"),
    "a person who is none": (lambda: ledger(Link(to="sessions", person=True)), "person=True) is not what"),
    "a member who is no person": (lambda: ledger(Link(to="members")), "person=False) is not what"),
    "children that hang elsewhere": (
        lambda: ledger(children(ledger(Parent(to="members"), ledger_id="children"))),
        "its children have no Parent(to='things')",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_ledger_is_told_when_it_is_put_together(fault: str) -> None:
    make, sentence = FAULTS[fault]
    with pytest.raises(ValueError, match=r"things|members") as told:
        put_together([*STANDING, make()])
    assert sentence in str(told.value)


def test_a_link_whose_key_is_written_by_hand_is_refused() -> None:
    """Two lines that must agree are one line too many."""
    by_hand = {"other_id": (str | None, Field(default=None, foreign_key="organization.id"))}
    with pytest.raises(TypeError, match="other_id: the link other makes its own id"):
        ledger(Link(to="members"), more=by_hand)


@pytest.mark.parametrize(("key", "kind"), [("title", DATE), ("alive", DATE), ("unit", Link(to="organizations"))])
def test_a_field_may_not_take_a_name_that_every_record_keeps(key: str, kind: Kind) -> None:
    with pytest.raises(TypeError, match=f"{key}: every record keeps"):
        ledger(more={key: (Annotated[str | None, Info("同名", kind)], None)})


def test_a_condition_in_a_word_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no such op"):
        Where("day", "!=", "2026-01-01")


def test_two_chapters_of_one_title_are_told() -> None:
    with pytest.raises(Faulty, match="two chapters are called 假"):
        refuse(chapter.faults_of([Chapter("假", ()), Chapter("假", ())]))


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(Faulty) as told:
        put_together([*STANDING, ledger(coded("nothing"), default="x"), ledger(Link(to="no"), "more")])
    assert len(told.value.faults) == 3


VISITS = chapters.LEDGERS["visits"]
OF_CHAPTERS: dict[str, tuple[Chapter, str]] = {
    "computed values that a layout does not know": (
        Chapter(
            "假",
            (
                Section(
                    VISITS, "党员", Computed(("合计",), lambda *_: {}), layouts=(Layout("x", "表", (("列", "小计"),)),)
                ),
            ),
        ),
        "layout 表, column 列: neither a field nor a computed value: 小计",
    ),
    "a page of the manual that is not there": (Chapter("假", (Section(VISITS, "没有"),)), "no page 没有"),
    "a reminder on an unknown field": (Chapter("假", (), due=(Due(VISITS, ("nothing",)),)), "no such field: nothing"),
    "a reminder filtered by an unknown field": (
        Chapter("假", (), due=(Due(VISITS, (), (Where("nothing", "filled"),)),)),
        "no such field: nothing",
    ),
    "a reminder filtered by a word that is in no list": (
        Chapter("假", (), due=(Due(VISITS, (), (Where("funds.source", "=", "没有的来源"),)),)),
        "field funds.source: '没有的来源' is not in the code list",
    ),
    "a reminder that two ways say": (
        Chapter("假", (), due=(Due(VISITS, (), tell=lambda *_: (), find=lambda *_: ()),)),
        "either tell or find",
    ),
    "a reminder of a ledger that no chapter has": (Chapter("假", (), due=(Due(VISITS, ()),)), "has the ledger visits"),
    "a chart of an unknown field": (Chapter("假", (), charts=(Bars("图", VISITS, "nothing"),)), "no field nothing"),
    "papers in a module that is not there": (Chapter("假", (), papers="desktop.services.nothing"), "no such module"),
    "pages in a module that is not there": (Chapter("假", (), pages="desktop.views.nothing"), "no such module"),
    "samples in a module that is not there": (Chapter("假", (), samples="desktop.samples.nothing"), "no such module"),
}


@pytest.mark.parametrize("fault", OF_CHAPTERS)
def test_a_faulty_chapter_is_told(fault: str) -> None:
    told, sentence = OF_CHAPTERS[fault]
    with pytest.raises(Faulty) as refused:
        refuse(chapter.faults_of([told]))
    assert sentence in str(refused.value)


def drawn(*_: object) -> None:
    """What draws nothing."""


def test_a_faulty_paper_is_told() -> None:
    stranger = dataclasses.replace(VISITS, id="nothing")
    parameters = (Parameter("who", "谁", kind=Link(to="nothing")),)
    papers = [
        Paper("a", "甲", stranger, drawn),
        Paper("b", "乙", VISITS, drawn, parameters),
        Paper("b", "乙", VISITS, drawn),
        Paper("list-visits", "丙", VISITS, drawn),
    ]
    told = list(chapter.faults_of_papers(papers, chapters.LEDGERS))
    assert any("no chapter has the ledger nothing" in one for one in told)
    assert any("parameter who: Link(to='nothing') names no ledger" in one for one in told)
    assert "two papers are called b" in told
    assert "two papers are called list-visits" in told


def test_a_paper_without_anything_that_draws_it_is_refused() -> None:
    with pytest.raises(TypeError):
        Paper("a", "甲", VISITS)  # type: ignore[call-arg]
    told = chapter.faults_of_papers([Paper("a", "甲", VISITS, None)], chapters.LEDGERS)  # type: ignore[arg-type]
    assert list(told) == ["paper a: nothing draws it"]


def test_what_stands_is_sound() -> None:
    """The declarations of the program: ledgers, chapters, their papers, pages and samples, all of them loaded."""
    from desktop.services.papers import FORMS  # noqa: PLC0415 - proved when it is imported

    refuse(chapter.faults_of(chapters.CHAPTERS))
    assert len(FORMS) > len(chapters.SECTIONS)
    for told in chapters.CHAPTERS:
        ids = {one.id for one in told.ledgers}
        assert set(told.made_up()) == ids, "every ledger has samples"
        assert set(told.shown()) <= ids
