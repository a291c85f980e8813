"""Synthetic records in every ledger, so that a newcomer can try everything before typing anything."""

import calendar
import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from desktop.errors import Refusal
from desktop.ledger import Values
from desktop.ledger.record import new_id
from desktop.rules.identity import check_digit
from desktop.samples.corrections import corrections
from desktop.samples.party import party_life
from desktop.samples.veterans import veteran_awards
from desktop.samples.words import (
    BATCHES,
    BRANCHES,
    GIVEN,
    GROUPS,
    HARDSHIPS,
    HONOURS,
    MEETINGS,
    OTHERS,
    POSTS,
    RARE,
    SERVICES,
    SURNAMES,
    TOPICS,
    VISITED,
)
from desktop.store.office import Office
from desktop.store.query import Query

TITLE = "生成演示数据"
SEED = 2026
AREA = "350100"
MEMBERS, VETERANS, PROBATIONERS = 60, 8, 4
YUAN = 100
SHIFTS = (("白班", "08:00", "17:30"), ("夜班", "17:30", "08:00"))


def fill(office: Office, today: dt.date | None = None) -> int:
    """Put the demonstration in as one act; gives the number of records. Refuses an office that holds any already."""
    held = sum(office.count(ledger, Query(bin=bin_)) for ledger in office.ledgers.values() for bin_ in (False, True))
    if held > 1:
        raise Refusal("演示数据只能放进还没有记录的台账，这里已经有记录，没有改动。请用 --data 另外指定一个空文件夹。")
    rows = Demo(office, today or dt.date.today()).made()
    with office.work(TITLE, kind="demo") as work:
        for name, ledger in office.ledgers.items():
            work.add_many(ledger, [ledger.complete({**ledger.blank(), **values}) for values in rows[name]])
        root = office.get(office.ledgers["organizations"], office.own_id, work.connection)
        term = {"term_start": f"{(today or dt.date.today()).year - 2}-06-18", "term_years": 5}
        work.change(
            office.ledgers["organizations"],
            office.own_id,
            {key: value for key, value in term.items() if not root.get(key)},
        )
        volunteers = office.ledgers["volunteers"]
        people = office.rows(volunteers, [one["id"] for one in rows["members"][VETERANS + 2 :: 4]], work.connection)
        work.change_many(volunteers, [(one, {**one, "is_volunteer": True, "team": "机关党员先锋队"}) for one in people])
    return sum(len(some) for some in rows.values())


def numbered(birth: str, order: int) -> str:
    """A made-up identity number with a right check digit (GB 11643-1999); odd orders are men's."""
    body = f"{AREA}{birth.replace('-', '')}{order:03d}"
    return body + check_digit(body)


def link(key: str, record: Values | None) -> Values:
    """A link to a record that this demonstration has made."""
    return {key: record["title"] if record else None, f"{key}_id": record["id"] if record else None}


@dataclass
class Demo:
    """The records in the making, by ledger; the same every time but for ids and the day."""

    office: Office
    today: dt.date
    rows: dict[str, list[Values]] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311 - make-believe, no secret
    used: int = 0

    def made(self) -> dict[str, list[Values]]:
        """Every ledger's records, each after those it refers to."""
        self.rows = {name: [] for name in self.office.ledgers}
        for make in (
            self._organizations,
            self._members,
            self._volunteers,
            self._groups,
            self._hardship,
            self._batches,
            self._visits,
            self._funds,
            self._sessions,
            self._attendance,
            self._services,
            self._posts,
            self._duties,
        ):
            make()
        veteran_awards(self)
        corrections(self)
        party_life(self)
        return self.rows

    def put(self, ledger: str, **values: Any) -> Values:
        """Keep one record; its title is known at once, for links."""
        record = {"id": new_id(), **values}
        record["title"] = self.office.ledgers[ledger].title_of(record)
        self.rows[ledger].append(record)
        return record

    def _day(self, first: int, last: int) -> str:
        """A day between two years."""
        return dt.date(
            self.chance.randint(first, last), self.chance.randint(1, 12), self.chance.randint(1, 28)
        ).isoformat()

    def _ago(self, days: int) -> str:
        return (self.today - dt.timedelta(days=days)).isoformat()

    def _phone(self) -> str:
        return f"139{self.chance.randint(0, 99_999_999):08d}"

    def _number(self, birth: str, sex: str) -> str:
        self.used += 1
        return numbered(birth, self.used % 450 * 2 + (sex == "男"))

    def _organizations(self) -> None:
        root = {"id": self.office.own_id, "title": self.office.unit}
        for order, (short, kind, attribute) in enumerate(BRANCHES):
            general = [one for one in self.rows["organizations"] if one["kind"] == "党总支"]
            above = general[0] if general and attribute == "事业单位" else root
            self.put(
                "organizations",
                full_name=f"{self.office.unit}{short}",
                short=short,
                kind=kind,
                **link("parent", above),
                code=f"3501{order + 1:04d}",
                unit_attribute=attribute,
                founded=self._day(1995, 2012),
                term_start=f"{self.today.year - 1 - order % 3}-{3 + order:02d}-{10 + order}",
                term_years=3,
                contact=self._name(),
                phone=f"0591-2612{3301 + order}",
                secretary=None,
                secretary_id=None,
            )

    def _name(self) -> str:
        return self.chance.choice(SURNAMES) + self.chance.choice(GIVEN)[0]

    def _people(self) -> Iterator[tuple[str, str, str]]:
        """Name, sex and nation of each member: the rare ones first among the younger."""
        seen: set[str] = set()
        yield from RARE
        while True:
            given, sex = self.chance.choice(GIVEN)
            name = self.chance.choice(SURNAMES) + given
            if name not in seen:
                seen.add(name)
                yield name, sex, "畲族" if name[0] in "雷蓝" else "汉族"

    def _members(self) -> None:
        branches = [one for one in self.rows["organizations"] if one["kind"] == "党支部"]
        old = next(one for one in branches if "离退休" in one["short"])
        working = [one for one in branches if one is not old]
        people = self._people()
        for order in range(MEMBERS):
            name, sex, nation = next(people)
            if order >= MEMBERS - VETERANS:
                self._veteran(name, sex, nation, old, order - MEMBERS + VETERANS)
            else:
                self._working(name, sex, nation, working[order % len(working)], order)
        self.rows["members"].sort(key=lambda one: one["branch"] != old["title"])
        for branch in branches:
            mine = [
                one
                for one in self.rows["members"]
                if one["branch_id"] == branch["id"] and one["category"] == "正式党员"
            ]
            branch.update(link("secretary", mine[0]))
            mine[0]["party_post"] = "书记"
            for post, one in zip(("组织委员", "宣传委员"), mine[1:], strict=False):
                one["party_post"] = post

    def _veteran(self, name: str, sex: str, nation: str, branch: Values, order: int) -> None:
        joined = f"{1968 + order}-{'07-01' if order % 2 else '11-20'}"
        no_probation = "1969-04-01" <= joined <= "1977-08-11"
        birth = self._day(1943 + order // 2, 1945 + order // 2)
        self.put(
            "members",
            name=name,
            sex=sex,
            nation=nation,
            id_no=self._number(birth, sex),
            birth=birth,
            native_place="福建连江",
            education="初中" if order % 2 else "中等专科",
            work_start=f"{1964 + order}-08",
            category="正式党员",
            status="正常",
            **link("branch", branch),
            joined=joined,
            full=joined if no_probation else f"{int(joined[:4]) + 1}{joined[4:]}",
            join_type="新入党",
            work_post="退休人员",
            position="退休干部",
            retired="退休",
            dues_base=(380_000 + order * 25_000),
            mobile=self._phone(),
            address=f"敖江路{order * 7 + 11}号",
            lost=False,
            floating=False,
            honours=[{"name": HONOURS[order][0], "level": HONOURS[order][1], "given": HONOURS[order][2]}]
            if order < len(HONOURS)
            else [],
        )

    def _working(self, name: str, sex: str, nation: str, branch: Values, order: int) -> None:
        fresh = order % 13 == 12
        birth = self._day(1990, 2000) if fresh else self._day(1968, 1994)
        started = int(birth[:4]) + 23
        joined = (
            self._ago(40 + order * 5)
            if fresh
            else f"{min(started + self.chance.randint(1, 6), self.today.year - 3)}-{6 if order % 2 else 7:02d}-{1 + order % 27:02d}"
        )
        institution = branch["unit_attribute"] == "事业单位"
        floating = order in (17, 31)
        self.put(
            "members",
            name=name,
            sex=sex,
            nation=nation,
            id_no=self._number(birth, sex),
            birth=birth,
            native_place=self.chance.choice(("福建连江", "福建福州", "福建罗源", "福建闽清", "福建宁德")),
            education=self.chance.choice(("大学", "大学", "大学", "硕士研究生", "大专", "省（区、市）委党校大学")),
            degree=self.chance.choice(("学士", "学士", "硕士", None)),
            work_start=f"{started}-08",
            category="预备党员" if fresh else "正式党员",
            status="正常",
            **link("branch", branch),
            party_group=f"第{'一二'[order // 2 % 2]}党小组",
            applied=f"{int(joined[:4]) - 3}-05-04",
            joined=joined,
            full=None if fresh else f"{int(joined[:4]) + 1}{joined[4:]}",
            join_type="新入党",
            full_result=None if fresh else "按期转正",
            work_post="事业单位管理岗位" if institution else "公务员",
            position=f"{self.chance.choice(('办公室', '综合科', '业务科', '信息科', '法规科'))}{self.chance.choice(('科员', '一级科员', '四级主任科员', '副主任', '主任'))}",
            retired="在职",
            dues_base=520_000 + self.chance.randint(0, 60) * 10_000,
            mobile=self._phone(),
            telephone="0591-26123300",
            address=f"{self.chance.choice(('凤城镇', '敖江镇', '江南镇'))}{self.chance.choice(('玉荷路', '丹凤路', '文山路'))}{order * 3 + 5}号",
            lost=False,
            floating=floating,
            floats_to="广东省深圳市" if floating else None,
            honours=[{"name": "优秀共产党员", "level": "县", "given": f"{self.today.year - 1}-07"}]
            if order % 9 == 4
            else [],
        )

    def _volunteers(self) -> None:
        for order, (name, sex, politics, skills) in enumerate(OTHERS):
            birth = self._day(1985, 2004)
            self.put(
                "volunteers",
                name=name,
                sex=sex,
                id_no=self._number(birth, sex),
                politics=politics,
                mobile=self._phone(),
                workplace=f"{('凤城', '敖江', '江南')[order % 3]}社区",
                skills=skills,
                team="近邻志愿服务队",
            )

    def _member(self, order: int) -> Values:
        """A working member, going round."""
        working = self.rows["members"][VETERANS:]
        return working[order % len(working)]

    def _groups(self) -> None:
        organizations = self.rows["organizations"]
        for order, (name, kind) in enumerate(GROUPS):
            people = [self._member(order * 9 + step) for step in range(7)]
            self.put(
                "study-groups",
                name=name,
                kind=kind,
                **link("organization", organizations[order % len(organizations)]),
                **link("leader", people[0]),
                founded=f"{self.today.year - 4}-{order + 3:02d}",
                people=[link("person", one) for one in people],
            )

    def _hardship(self) -> None:
        for order, (grade, reason, income) in enumerate(HARDSHIPS):
            year = self.today.year - order % 2
            person = self.rows["members"][order * 3]
            self.put(
                "hardship",
                year=year,
                **link("person", person),
                id_no=person["id_no"],
                branch=person["branch"],
                branch_id=person["branch_id"],
                grade=grade,
                reason=reason,
                family=2 + order % 4,
                household=self._household(person["name"][0], order),
                income=income * YUAN,
                recognised=f"{year}-01-12",
                shown_from=f"{year}-01-04",
                shown_to=f"{year}-01-10",
            )

    def _household(self, surname: str, order: int) -> list[Values]:
        """Who lives with somebody in hardship."""
        kin = (
            ("配偶", self._name(), 52 + order, "务农", 900),
            ("子女", f"{surname}小{'一二三四五六'[order % 6]}", 9 + order, None, None),
        )
        return [
            {"relation": relation, "name": name, "age": age, "workplace": work, "income": yuan and yuan * YUAN}
            for relation, name, age, work, yuan in kin[: 1 + order % 2]
        ]

    def _batches(self) -> None:
        for name, occasion, month, days in BATCHES:
            begins = dt.date(self.today.year, month, 5)
            year = self.today.year if begins < self.today else self.today.year - 1
            begins = begins.replace(year=year)
            self.put(
                "visit-batches",
                year=year,
                name=f"{year}年{name}",
                occasion=occasion,
                basis=f"党办〔{year}〕{month + 2}号",
                meeting=f"{begins.month}月机关党委会议",
                begins=begins.isoformat(),
                ends=(begins + dt.timedelta(days=days)).isoformat(),
                planned_people=10,
                planned_money=10_000 * YUAN,
                state="发放" if (self.today - begins).days < 60 else "归档",
            )
        max(self.rows["visit-batches"], key=lambda batch: batch["begins"])["state"] = "发放"

    def _visits(self) -> None:
        per_batch = (16, 14, 7, 5, 5)
        order = 0
        for batch, count in zip(self.rows["visit-batches"], per_batch, strict=True):
            for place in range(count):
                self._visit(batch, place, order, count)
                order += 1

    def _visit(self, batch: Values, place: int, order: int, count: int) -> None:
        """One visit: veterans first, then members in hardship, then staff who are no members."""
        old = min(VETERANS - 1, count // 2)
        category, reason, yuan, sources = VISITED[0 if place < old else 1 + order % (len(VISITED) - 1)]
        outsider = category == "困难职工"
        person = self.rows["members"][place] if place < old else self._member(order * 5)
        visited = (dt.date.fromisoformat(batch["begins"]) + dt.timedelta(days=1 + place % 4)).isoformat()
        shares = [{"source": source, "amount": amount * YUAN} for source, amount in sources]
        who = (
            {"recipient": self._name(), "recipient_id": None}
            if outsider
            else {
                **link("recipient", person),
                "id_no": person["id_no"],
                "sex": person["sex"],
                "phone": person["mobile"],
                "branch": person["branch"],
                "branch_id": person["branch_id"],
            }
        )
        signed = batch["state"] == "归档" or place % 3 != 0
        by_proxy = signed and order % 11 == 10
        self.put(
            "visits",
            **link("batch", batch),
            **who,
            recipient_kind="职工" if outsider else "党员",
            category=category,
            grade="一般困难" if "困难" in category else None,
            reason=reason,
            visited=visited,
            place="家中" if place % 4 else "县医院",
            visitors=f"{self._member(1)['name']}、{self._member(2)['name']}",
            form="入户" if place % 4 else "医院",
            cash=yuan * YUAN,
            funds=shares,
            goods="大米、食用油" if place % 5 == 0 else None,
            goods_value=200 * YUAN if place % 5 == 0 else None,
            pay_way="银行转账" if place % 2 else "现金",
            bank="某县农村信用联社" if place % 2 else None,
            account=f"62300000000000{order:05d}" if place % 2 else None,
            feedback="希望协助联系慢性病门诊报销" if place % 6 == 3 else None,
            solved="已请支部联络员跟进" if place % 6 == 3 else None,
            sign_mode="代领" if by_proxy else "本人" if signed else "未签",
            signed=visited if signed else None,
            proxy=self._name() if by_proxy else None,
            meeting=batch["meeting"],
            approved=(dt.date.fromisoformat(batch["begins"]) - dt.timedelta(days=3)).isoformat(),
            approver=self._member(1)["name"],
        )

    def _funds(self) -> None:
        for order, batch in enumerate(self.rows["visit-batches"]):
            on = (dt.date.fromisoformat(batch["begins"]) - dt.timedelta(days=10)).isoformat()
            for source, yuan in (("上级拨付党费", 12_000), ("留存党费", 4_000), ("工会经费", 8_000), ("财政", 5_000)):
                self.put(
                    "funds",
                    on=on,
                    source=source,
                    flow="收入",
                    amount=yuan * YUAN,
                    summary=f"{batch['name']}经费下达",
                    voucher=f"记-{order * 4 + len(self.rows['funds']) + 1:03d}",
                    basis=batch["basis"],
                    clerk=self._member(3)["name"],
                    **link("batch", batch),
                )
        first = self.rows["visit-batches"][0]
        self.put(
            "funds",
            on=first["ends"],
            source="财政",
            flow="支出",
            amount=320 * YUAN,
            summary="购买慰问信、信封",
            voucher="记-098",
            clerk=self._member(3)["name"],
            **link("batch", first),
        )

    def _sessions(self) -> None:
        branches = [one for one in self.rows["organizations"] if one["kind"] == "党支部"]
        for order in range(40):
            branch = branches[order % len(branches)]
            kind, minutes = MEETINGS[order % len(MEETINGS)]
            mine = [one for one in self.rows["members"] if one["branch_id"] == branch["id"]]
            day = self.today - dt.timedelta(days=9 * order + 2)
            begins = dt.datetime.combine(day, dt.time(9 if order % 2 else 14, 30))
            away = order % 3
            self.put(
                "sessions",
                **link("branch", branch),
                kind=kind,
                begins=begins.strftime("%Y-%m-%dT%H:%M"),
                ends=(begins + dt.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M"),
                name=f"{day.month}月{kind}",
                topic=TOPICS[order % len(TOPICS)],
                place="机关三楼会议室",
                host=mine[0]["name"],
                recorder=mine[1]["name"],
                lecturer=mine[2]["name"] if kind == "党课" else None,
                should=len(mine),
                present=len(mine) - away,
                leave=away,
                absent=0,
                agenda=TOPICS[order % len(TOPICS)],
                content=f"集体学习{TOPICS[order % len(TOPICS)]}；结合本职工作交流发言；布置下一阶段工作。",
                resolution="同意本月工作安排。" if "大会" in kind or "委员会" in kind else None,
            )

    def _attendance(self) -> None:
        for order, session in enumerate(self.rows["sessions"][:6]):
            mine = [one for one in self.rows["members"] if one["branch_id"] == session["branch_id"]]
            for place, person in enumerate(mine):
                away = place >= len(mine) - session["leave"]
                self.put(
                    "attendance",
                    **link("session", session),
                    **link("person", person),
                    state="请假" if away else "出席",
                    reason=("出差", "住院")[order % 2] if away else None,
                    hours=None if away else 2.0,
                    votes=person["category"] == "正式党员",
                )

    def _services(self) -> None:
        people = [*self.rows["volunteers"], *self.rows["members"][VETERANS + 2 :: 4]]
        for order in range(30):
            activity, kind, place, begins, ends = SERVICES[order % len(SERVICES)]
            person = people[order % len(people)]
            self.put(
                "services",
                **link("volunteer", person),
                id_no=person["id_no"],
                activity=activity,
                kind=kind,
                on=self._ago(11 * (order // 3) + 4),
                begins=begins,
                ends=ends,
                place=place,
                role=("登记", "引导", "宣传")[order % 3],
                team="近邻志愿服务队" if order % 2 else "机关党员先锋队",
                resident=order % 10 == 0,
                certifier=self._member(4)["name"],
                verified="已审核" if order % 4 else "待审核",
            )

    def _posts(self) -> None:
        for name, kind, place in POSTS:
            self.put(
                "posts",
                name=name,
                kind=kind,
                place=place,
                phone="0591-26123366",
                needs=[{"shift": "白班", "people": 2}, {"shift": "夜班", "people": 1}],
            )

    def _duties(self) -> None:
        post = self.rows["posts"][0]
        days = calendar.monthrange(self.today.year, self.today.month)[1]
        order = 0
        for number in range(1, days + 1):
            day = self.today.replace(day=number)
            for shift, begins, ends in SHIFTS:
                for role in ("带班", "值班") if shift == "白班" else ("值班",):
                    done = day < self.today
                    self.put(
                        "duties",
                        on=day.isoformat(),
                        shift=shift,
                        **link("post", post),
                        **link("person", self._member(order)),
                        role=role,
                        state="到岗" if done else "计划",
                        arrived=begins if done else None,
                        left=ends if done else None,
                    )
                    order += 1
