"""A roster of any size and what hangs on its people, synthetic, for measuring."""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from desktop.ledger import Values
from desktop.rules.identity import check_digit
from desktop.services.chapters import LEDGERS
from desktop.store.office import Office
from desktop.store.query import Query

SURNAMES = "陈林黄张李王吴刘蔡杨许郑谢郭洪曾单解"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华建文欣怡"
TITLES = (
    "姓名",
    "性别",
    "民族",
    "公民身份号码",
    "出生日期",
    "学历",
    "人员类别",
    "所在党支部",
    "加入党组织日期",
    "转为正式党员日期",
    "手机号",
    "工作单位及职务",
    "现居住地",
    "籍贯",
    "参加工作时间",
    "党内职务",
    "固定电话",
    "学位",
    "户籍所在地",
    "备注",
)


def people(count: int, seed: int = 7) -> Iterator[list[str]]:
    """Rows of a roster of twenty columns."""
    draw = random.Random(seed)
    for number in range(count):
        day = dt.date(1940, 1, 1) + dt.timedelta(days=draw.randrange(22000))
        body = f"350100{day:%Y%m%d}{number % 1000:03d}"
        joined = max(
            dt.date(1960, 1, 1) + dt.timedelta(days=draw.randrange(23500)), day.replace(year=day.year + 18, day=1)
        )
        yield [
            draw.choice(SURNAMES) + "".join(draw.choices(GIVEN, k=draw.randint(1, 2))),
            "男" if int(body[16]) % 2 else "女",
            "汉族",
            body + check_digit(body),
            day.isoformat(),
            draw.choice(("大学", "大专", "硕士研究生")),
            "正式党员",
            f"第{draw.randrange(1, 401)}党支部",
            joined.isoformat(),
            joined.replace(year=joined.year + 1, day=min(joined.day, 28)).isoformat(),
            f"139{draw.randrange(10**8):08d}",
            f"某局{draw.randrange(60)}科科员",
            f"某县凤城镇第{draw.randrange(900)}号",
            "福建连江",
            f"{day.year + 22}-07",
            "",
            "",
            "学士",
            "某县",
            "",
        ]


def workbook(path: Path, count: int) -> Path:
    """The roster as a workbook, made once."""
    if not path.exists():
        book = openpyxl.Workbook(write_only=True)
        page = book.create_sheet("花名册")
        page.append(TITLES)
        for row in people(count):
            page.append(row)
        book.save(path)
    return path


def hang_on(office: Office, visits: int = 2000, payers: int = 10_000) -> None:
    """A batch of visits, a year's dues and one branch's meeting."""
    members = LEDGERS["members"]
    people = office.rows(members, office.ids(members, Query(limit=payers)))
    year = dt.date.today().year

    def place(one: Values) -> Values:
        return {"branch": one["branch"], "branch_id": one["branch_id"]}

    def put(ledger_id: str, rows: list[Values]) -> None:
        ledger = LEDGERS[ledger_id]
        with office.work(ledger.title) as work:
            work.add_many(ledger, [{**ledger.blank(), **row} for row in rows])

    with office.work("批次") as work:
        name = f"{year}年春节"
        batch = work.add(LEDGERS["visit-batches"], {"name": name, "year": year, "occasion": "春节", "state": "草稿"})
        work.add(LEDGERS["sessions"], {"kind": "支部党员大会", "begins": f"{year}-03-01 09:00", **place(people[0])})
    of_batch = {"batch": name, "batch_id": batch, "cash": 50_000, "recipient_kind": "党员"}
    put(
        "visits",
        [{"recipient": one["name"], "recipient_id": one["id"], **place(one), **of_batch} for one in people[:visits]],
    )
    for month in range(1, 13):
        due = {"month": f"{year}-{month:02d}", "base": 500_000, "due": 5000}
        put("dues", [{"person": one["name"], "person_id": one["id"], **place(one), **due} for one in people])
