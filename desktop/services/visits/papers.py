"""The office's half of the printed forms of condolence visits: which records, counted how."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.errors import Progress, Refusal
from desktop.ledger import Ledger, Values
from desktop.ledger.kinds import COUNT, DATE, FLAG, YEAR, Link, coded
from desktop.ledger.paper import Paper, Parameter
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.visits.funds import LEDGER as FUNDS
from desktop.models.visits.hardship import LEDGER as HARDSHIP
from desktop.models.visits.visit_batches import LEDGER as BATCHES
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.models.words import ORGANIZATION
from desktop.records.conditions import BELOW, condition_of
from desktop.records.reading import each
from desktop.reports.kit.page import Printed
from desktop.reports.kit.roster import RosterColumn, roster
from desktop.reports.visits.letters import condolence_letters
from desktop.reports.visits.payout import Payee, payout
from desktop.reports.visits.visits import approvals, batch_sheet, notice
from desktop.rules.dates import chinese_date, start_of
from desktop.rules.money import capital, grouped
from desktop.rules.workdays import after_working_days, calendar_of
from desktop.services.asked import Asked, head_of
from desktop.services.visits.archive import archive
from desktop.services.visits.computed import of_batch
from desktop.services.visits.fund_check import batch_named, check_batch, shown_days
from desktop.services.visits.sums import UNNAMED, Sums, person_key, summed
from desktop.store.office import Office
from desktop.store.query import Query, Where

MOST_ROWS, USUAL_DAYS = 30, 5  # domain §3.1: five days unless the office says otherwise
YES = "是"
STANDING = Where("void_reason", "blank")
LATEST = (STANDING, Where("visited", "filled"))
DATED = "\n\n签字（盖章）：　　　　　　　　　　年　　月　　日"


def _rows(office: Office, ledger: Ledger, *where: Where) -> list[Values]:
    return list(each(office, ledger, Query("", where)))


def _chosen(office: Office, asked: Asked, *also: Where) -> tuple[str, list[Values]]:
    """The visits of the batch or the year asked for, else of the latest batch that has any, else of the latest year; voided ones left out."""
    if asked.get("batch"):
        batch = batch_named(office, asked["batch"]) if _known(office, asked["batch"]) else None
        name = batch["title"] if batch else asked["batch"]
        return name, _ordered(_rows(office, VISITS, Where("batch", "=", name), STANDING, *also))
    if asked.get("year"):
        year = asked["year"].removesuffix("年")
        span = (Where("visited", "from", year), Where("visited", "to", year))
        return f"{year}年走访慰问", _ordered(_rows(office, VISITS, *span, STANDING, *also))
    ledger = BATCHES
    for record_id in office.ids(ledger, Query(sort=(("begins", True), ("year", True)))):
        title = office.get(ledger, record_id)["title"]
        if office.count(VISITS, Query(where=(Where("batch", "=", title), STANDING))):
            return title, _ordered(_rows(office, VISITS, Where("batch", "=", title), STANDING, *also))
    latest = office.ids(VISITS, Query(where=LATEST, sort=(("visited", True),), limit=1))
    if latest:  # visits that are of no batch: those of the latest year
        year = office.get(VISITS, latest[0])["visited"][:4]
        return _chosen(office, {**asked, "year": year}, *also)
    return "", []


def _known(office: Office, name: str) -> bool:
    return bool(office.count(BATCHES, Query(where=(Where("name", "=", name),))))


def _ordered(visits: Iterable[Values]) -> list[Values]:
    return sorted(visits, key=lambda row: (row["branch"] or "", row["recipient"], row["visited"] or "", row["id"]))


def _day(value: str | None) -> str:
    return chinese_date(value) if value else ""


def _payout(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """慰问金签领表 (domain §3.4): figures, capitals, room to sign; so many rows a sheet where subtotals are wanted."""
    if not 1 <= int(asked["rows"] or 0) <= MOST_ROWS:
        raise Refusal(f"每页行数“{asked['rows']}”不对，请写 1 到 {MOST_ROWS} 的数。")
    title, visits = _chosen(office, asked)
    head = head_of(office, title if "签领表" in title else f"{title.removesuffix('慰问')}慰问金签领表")
    accounts = asked["accounts"] == YES
    return payout(
        out,
        head,
        [_payee(visit, accounts=accounts) for visit in visits],
        people=len({person_key(visit) for visit in visits}),
        page_rows=int(asked["rows"]) if asked["page_totals"] == YES else 0,
        progress=progress,
    )


def _payee(visit: Values, *, accounts: bool) -> Payee:
    """The line of one visit; where the money is transferred, with the account it goes to."""
    paid_to = (visit["bank"], visit["account"]) if accounts else ()
    noted = (f"{visit['proxy']}代领" if visit["proxy"] else "", *paid_to)
    return Payee(
        visit["recipient"],
        visit["cash"] or 0,
        visit["sex"] or "",
        visit["id_no"] or "",
        visit["branch"] or "",
        visit["category"] or "",
        visit["signed"] or "",
        visit["phone"] or "",
        " ".join(word for word in noted if word),
    )


def _register(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """走访登记表 (domain §3.4): what was heard, else why the visit was made; what no record has is left to the hand."""
    title, visits = _chosen(office, asked)
    titles = ("时间", "地点", "对象", "走访人", "慰问金（品）", "了解的情况、反映的困难诉求", "帮助解决措施", "记录人")
    rows = []
    for visit in sorted(visits, key=lambda row: (row["visited"] or "", row["id"])):
        money = f"{grouped(visit['cash'])} 元" if visit["cash"] else ""
        given = "；".join(part for part in (money, visit["goods"] or "") if part)
        heard = visit["feedback"] or visit["reason"]
        told = [visit["visited"], visit["place"], visit["recipient"], visit["visitors"], given, heard, visit["solved"]]
        rows.append([*(text or "" for text in told), ""])
    columns = [RosterColumn(word, "left", 70 if word == "帮助解决措施" else 0) for word in titles]
    return roster(
        out,
        head_of(office, f"{title}登记表"),
        columns,
        rows,
        notes=(f"共 {len(rows)} 次。",),
        wide=True,
        progress=progress,
    )


def _summary(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """慰问汇总表 for the superior: category by people, times, money and sources."""
    whose, also = _narrowed(office, asked)
    title, visits = _chosen(office, asked, *also)
    sources, lines = summed(visits)
    titles = ("人数", "人次", "慰问金（元）", "慰问品折价（元）", *(f"其中：{name}" for name in sources))
    columns = [RosterColumn("慰问对象类别"), *(RosterColumn(word, "right") for word in titles)]
    total = [sum(figures) for figures in zip(*(figures for _, figures in lines), strict=True)] or [0] * 4
    said = f"合计 {total[0]} 人、{total[1]} 人次，慰问金 {grouped(total[2])} 元（人民币大写：{capital(max(total[2], 0))}）。"
    return roster(
        out,
        head_of(office, f"{title}慰问情况汇总表" if "慰问" not in title else f"{title}情况汇总表"),
        columns,
        [[name, *_figures(figures)] for name, figures in lines],
        totals=["", "", *_figures(total)],
        notes=(said, f"注：同一人只计一次，列在其首要类别。{whose}"),
        signatures=("填报人：", "联系电话：" + office.settings.phone, "负责人（签字）：", "单位（盖章）："),
        wide=True,
        progress=progress,
    )


def _narrowed(office: Office, asked: Asked) -> tuple[str, list[Where]]:
    """The conditions of an organisation (with those below it, or alone) and of a day, and how the paper tells of them."""
    said, also = [], []
    if asked["branch"]:
        below = asked["below"] == YES
        words = f"所在支部={asked['branch']}{BELOW if below else ''}"
        also.append(condition_of(office, VISITS, words))
        said.append(f"范围：{asked['branch']}{'及其下属' if below else '本级'}。")
    if asked["as_of"]:
        also.append(Where("visited", "to", asked["as_of"]))
        said.append(f"截至 {chinese_date(asked['as_of'])}。")
    return "".join(said), also


def _figures(line: Sequence[int]) -> list[str]:
    return [*map(str, line[:2]), *(grouped(fen) for fen in line[2:])]


def entries(office: Office) -> list[tuple[str, str, str, str, int]]:
    """Everything that moved a source, as `models.balances` counts it: source, day, what, voucher, fen with its sign."""
    found = []
    for move in _rows(office, FUNDS):
        fen = -move["amount"] if move["flow"] in ("支出", "退回") else move["amount"]
        what = "：".join(part for part in (move["flow"], move["summary"] or "") if part)
        found.append((move["source"], move["on"], what, move["voucher"] or "", fen))
    for visit in _rows(office, VISITS, STANDING):
        day = visit["signed"] or visit["visited"] or visit["approved"] or ""
        shares = [share for share in visit["funds"] or () if share["amount"]]
        what = f"慰问 {visit['recipient']}"
        found += [(share["source"] or UNNAMED, day, what, "", -share["amount"]) for share in shares]
    return sorted(found, key=lambda one: (one[0], one[1]))


def _account(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """经费收支明细表: by source, from the balance carried over to the closing one."""
    year = str(dt.date.today().year)
    first, last = asked["from"] or f"{year}-01-01", asked["to"] or f"{year}-12-31"
    accounts: dict[str, list[tuple[str, str, str, str, int]]] = defaultdict(list)
    for entry in entries(office):
        if entry[1][: len(last)] <= last and asked["source"] in ("", entry[0]):
            accounts[entry[0]].append(entry)
    rows: list[list[str]] = []
    came = went = closing = 0
    for source, moved in accounts.items():
        held = sum(entry[4] for entry in moved if entry[1] < first)
        rows.append([source, first, "期初余额", "", "", "", grouped(held)])
        for _, day, what, voucher, fen in (entry for entry in moved if entry[1] >= first):
            held += fen
            came, went = came + max(fen, 0), went + max(-fen, 0)
            rows.append(
                [source, day, what, voucher, *((grouped(fen), "") if fen > 0 else ("", grouped(-fen))), grouped(held)]
            )
        rows.append([source, last, "期末余额", "", "", "", grouped(held)])
        closing += held
    columns = [RosterColumn(word) for word in ("资金来源", "日期", "摘要", "凭证号")]
    columns += [RosterColumn(word, "right") for word in ("收入（元）", "支出（元）", "余额（元）")]
    totals = ["", "", "", "", "", grouped(came), grouped(went), grouped(closing)]
    notes = (f"期间：{first} 至 {last}。", "注：退回、调剂转出列在支出；慰问金按签领日期计。")
    head = head_of(office, "慰问经费收支明细表")
    return roster(
        out, head, columns, rows, totals=totals, notes=notes, signatures=("制表人：", "审核人："), progress=progress
    )


def _notice(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """慰问公示: names, branches, categories and amounts; nothing of numbers, phones, addresses or health."""
    title, visits = _chosen(office, asked)
    begins = asked["from"] or min((v["public_from"] for v in visits if v["public_from"]), default="")
    ends = asked["to"] or max((v["public_to"] for v in visits if v["public_to"]), default="")
    if not begins:
        begins = dt.date.today().isoformat()
    calendar, days = calendar_of(office.folder), office.settings.publicity_days or USUAL_DAYS
    if not ends and office.settings.publicity_unit == "天":
        ends = (start_of(begins) + dt.timedelta(days=days - 1)).isoformat()
    elif not ends:
        ends = after_working_days(start_of(begins), days, calendar).isoformat()
    count = shown_days({"public_from": begins, "public_to": ends}, office.settings, calendar)
    unit = {"天": "天", "工作日": "个工作日"}[office.settings.publicity_unit]
    telling = [word for word in re.split(r"[、,，\s]+", office.settings.health_words) if word]
    rows = [
        [
            str(number),
            visit["recipient"],
            visit["branch"] or "",
            _public(visit["category"], telling),
            grouped(visit["cash"] or 0),
        ]
        for number, visit in enumerate(visits, 1)
    ]
    phone = office.settings.phone or "＿＿＿＿"
    come_to = Sums.of(visits)
    said = (
        f"根据有关规定，现将{title}拟慰问对象予以公示。公示时间：{_day(begins)}至{_day(ends)}（共 {count} {unit}）。",
        f"以上共 {len(come_to.people)} 人，慰问金 {grouped(come_to.cash)} 元。",
        f"公示期间，如有异议，请向本单位反映。联系电话：{phone}。",
    )
    return notice(out, f"关于{title}对象的公示", said, rows, (office.unit, _day(begins)), office.unit)


def _public(category: str | None, telling: Sequence[str]) -> str:
    """The categories as the public may read them: what tells of health is named 其他."""
    shown = ["其他" if any(word in one for word in telling) else one for one in (category or "").split("；")]
    return "；".join(dict.fromkeys(shown))


def _approval(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """困难党员慰问审批表: those in hardship of the batch, or the one person asked for."""
    _, visits = _chosen(office, asked)
    wanted = asked["person"]
    if wanted:
        visits = [visit for visit in visits if wanted in (visit["recipient"], visit["id_no"], visit["id"])]
    else:
        visits = [visit for visit in visits if visit["grade"] or "困难" in (visit["category"] or "")]
    return approvals(out, [_asking(office, visit) for visit in visits], office.unit)


def _asking(office: Office, visit: Values) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    members = MEMBERS
    known = office.rows(members, [visit["recipient_id"]]) if visit["recipient_id"] else []
    person = {c.title: c.kind.show(known[0].get(c.key)) for c in members.columns.values()} if known else {}
    hard = max(
        (row for row in _rows(office, HARDSHIP, Where("person", "=", visit["recipient"])) if _same(row, visit)),
        key=lambda row: str(row["year"]),
        default={},
    )
    income = f"{grouped(hard['income'])} 元" if hard.get("income") is not None else ""
    facts = [("姓名", visit["recipient"]), ("性别", visit["sex"] or person.get("性别", ""))]
    facts += [
        (word, person.get(word, "")) for word in ("民族", "出生日期", "加入党组织日期", "转为正式党员日期", "学历")
    ]
    facts += [
        ("身份证号", visit["id_no"] or ""),
        ("所在支部", visit["branch"] or ""),
        ("联系电话", visit["phone"] or ""),
        ("家庭人口", str(hard.get("family") or "")),
        ("人均月收入", income),
        ("困难类别", visit["grade"] or hard.get("grade") or ""),
        ("对象类别", visit["category"] or ""),
    ]
    cash = visit["cash"] or 0
    household = hard.get("household") or []
    texts = [
        ("主要家庭成员", "\n".join(_relative(one) for one in household)),
        ("困难原因", visit["reason"] or hard.get("reason") or ""),
        ("拟慰问金额", f"{grouped(cash)} 元（人民币大写：{capital(cash)}）"),
        ("党支部意见", DATED),
        ("机关党委意见", DATED),
        ("审批人意见", DATED),
    ]
    return facts, texts


def _relative(one: Values) -> str:
    """One of the household: relation, name, age, workplace, income."""
    age = f"{one['age']} 岁" if one["age"] is not None else ""
    income = f"月收入 {grouped(one['income'])} 元" if one["income"] is not None else ""
    return "　".join(word for word in (one["relation"], one["name"], age, one["workplace"], income) if word)


def _same(row: Values, visit: Values) -> bool:
    return not (row["id_no"] and visit["id_no"]) or row["id_no"] == visit["id_no"]


def _batch_sheet(office: Office, out: Path, asked: Asked, _progress: Progress | None) -> Printed:
    """批次审核单 of the batch asked for, else of the latest."""
    ledger = BATCHES
    latest = office.ids(ledger, Query(sort=(("begins", True), ("year", True)), limit=1))
    if not asked["batch"] and not latest:
        return batch_sheet(out, "慰问批次审核单", [], [], [], office.unit)
    batch = batch_named(office, asked["batch"] or latest[0])
    sums = of_batch(office, batch, dt.date.today())
    keys = (
        "year",
        "name",
        "occasion",
        "state",
        "basis",
        "meeting",
        "begins",
        "ends",
        "planned_people",
        "planned_money",
    )
    facts = [(ledger.columns[key].title, ledger.columns[key].kind.show(batch.get(key))) for key in keys]
    facts += [("实际人数", f"{sums['人数']} 人"), ("人次", str(sums["人次"]))]
    facts += [("慰问金", f"{sums['金额']} 元"), ("金额大写", sums["金额大写"])]
    totals = [
        ("按资金来源（元）", list(sums["按来源"].items())),
        ("按类别（人数）", [(name, str(count)) for name, count in sums["按类别人数"].items()]),
    ]
    checks = [
        [str(one.check), one.title, one.state, f"{len(one.visits)} 条" if one.visits else "", one.reason]
        for one in check_batch(office, batch)
    ]
    return batch_sheet(out, f"{batch['title']}审核单", facts, totals, checks, office.unit)


def _letters(office: Office, out: Path, asked: Asked, progress: Progress | None) -> Printed:
    """慰问信: the office's own text, a page a person, with what is known of each put in its place."""
    _, visits = _chosen(office, asked)
    if asked["person"]:
        visits = [visit for visit in visits if visit["recipient"] == asked["person"]]
    batches = {row["id"]: row for row in _rows(office, BATCHES)}
    found = []
    for visit in visits:
        batch = batches.get(visit["batch_id"] or "", {})
        member = visit["recipient_kind"] in (None, "党员")
        told = {
            "姓名": visit["recipient"],
            "称呼": "同志" if member else ("女士" if visit["sex"] == "女" else "先生"),
            "时机": batch.get("occasion") or "",
            "事由": (visit["reason"] or "").rstrip("。；，"),
            "单位": office.unit,
            "日期": _day(visit["visited"]),
        }
        text = office.settings.letter_text
        for word, value in told.items():
            text = text.replace(f"{{{word}}}", value)
        found.append([line.replace("　　，", "　　") for line in text.splitlines() if line.strip()])
    signed = (office.unit, chinese_date(dt.date.today().isoformat()))
    return condolence_letters(out, "慰问信", found, signed, progress)


BATCH = Parameter("batch", "慰问批次", kind=Link(to="visit-batches"))
CHOSEN = (BATCH, Parameter("year", "年度", kind=YEAR))
PERSON = Parameter("person", "慰问对象")
OF_VISITS = (
    Paper(
        "payout-roster",
        "慰问金签领表",
        VISITS,
        _payout,
        (
            *CHOSEN,
            Parameter("page_totals", "每页小计", "否", FLAG),
            Parameter("rows", "每页行数", "10", COUNT),
            Parameter("accounts", "印银行卡号", "否", FLAG),
        ),
    ),
    Paper("visit-approval", "困难党员慰问审批表", VISITS, _approval, (*CHOSEN, PERSON)),
    Paper(
        "visit-notice",
        "慰问公示",
        VISITS,
        _notice,
        (*CHOSEN, Parameter("from", "公示开始", kind=DATE), Parameter("to", "公示结束", kind=DATE)),
    ),
    Paper("visit-register", "走访登记表", VISITS, _register, CHOSEN),
    Paper(
        "visit-summary",
        "慰问汇总表",
        VISITS,
        _summary,
        (
            *CHOSEN,
            Parameter("branch", "党组织", kind=ORGANIZATION),
            Parameter("below", "含下属", "是", FLAG),
            Parameter("as_of", "截至", kind=DATE),
        ),
    ),
    Paper("condolence-letters", "慰问信", VISITS, _letters, (*CHOSEN, PERSON)),
    Paper("batch-sheet", "批次审核单", BATCHES, _batch_sheet, (BATCH,)),
)
PAPERS = (
    *OF_VISITS,
    Paper("batch-archive", "批次归档", BATCHES, archive(OF_VISITS), (BATCH,)),
    Paper(
        "fund-account",
        "经费收支明细表",
        FUNDS,
        _account,
        (
            Parameter("from", "开始日期", kind=DATE),
            Parameter("to", "结束日期", kind=DATE),
            Parameter("source", "资金来源", kind=coded("fund_source")),
        ),
    ),
)
