"""Made-up members, their letters, dues, medals and corrections."""

from collections.abc import Iterator

from desktop.ledger import Values
from desktop.rules.dues import dues_of, kind_of
from desktop.rules.fifty import INSTITUTED, award_day, reaches, years_on
from desktop.rules.party_age import counts_from
from desktop.samples.demo import MEMBERS, VETERANS, Demo, link
from desktop.samples.development import development
from desktop.samples.words import GIVEN, HONOURS, RARE, SURNAMES

PLACES = (
    "中共邻县机关工作委员会",
    "中共某市某局机关委员会",
    "中共某街道工作委员会",
    "中共某学院委员会",
    "中共某国企委员会",
    "中共某医院委员会",
)
LEFT = 2
REASONS = (
    ("增加", "转入介绍信迟到，上年年报未计入"),
    ("减少", "组织关系已转出，上年年报仍计入"),
    ("增加", "档案核实后补录"),
    ("增加", "借调期间漏报"),
    ("减少", "与另一单位重复统计"),
)


def members(demo: Demo) -> None:
    """Sixty members, the veterans last; the first of each branch are its committee."""
    branches = [one for one in demo.rows["organizations"] if one["kind"] == "党支部"]
    old = next(one for one in branches if "离退休" in one["short"])
    working = [one for one in branches if one is not old]
    people = _people(demo)
    for order in range(MEMBERS):
        name, sex, nation = next(people)
        if order >= MEMBERS - VETERANS:
            _veteran(demo, name, sex, nation, old, order - MEMBERS + VETERANS)
        else:
            _working(demo, name, sex, nation, working[order % len(working)], order)
    demo.rows["members"].sort(key=lambda one: one["branch"] != old["title"])
    for branch in branches:
        mine = [
            one for one in demo.rows["members"] if one["branch_id"] == branch["id"] and one["category"] == "正式党员"
        ]
        branch.update(link("secretary", mine[0]))
        mine[0]["party_post"] = "书记"
        for post, one in zip(("组织委员", "宣传委员"), mine[1:], strict=False):
            one["party_post"] = post


def _people(demo: Demo) -> Iterator[tuple[str, str, str]]:
    """Name, sex and nation of each member: the rare ones first among the younger."""
    yield from RARE
    while True:
        given, sex = demo.chance.choice(GIVEN)
        name = demo.chance.choice(SURNAMES) + given
        if name not in demo.named:
            demo.named.add(name)
            yield name, sex, "畲族" if name[0] in "雷蓝" else "汉族"


def _veteran(demo: Demo, name: str, sex: str, nation: str, branch: Values, order: int) -> None:
    joined = f"{1968 + order}-{'07-01' if order % 2 else '11-20'}"
    no_probation = "1969-04-01" <= joined <= "1977-08-11"
    birth = demo.day(1943 + order // 2, 1945 + order // 2)
    demo.put(
        "members",
        name=name,
        sex=sex,
        nation=nation,
        id_no=demo.number(birth, sex),
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
        mobile=demo.phone(),
        address=f"敖江路{order * 7 + 11}号",
        lost=False,
        floating=False,
        honours=[{"name": HONOURS[order][0], "level": HONOURS[order][1], "given": HONOURS[order][2]}]
        if order < len(HONOURS)
        else [],
    )


def _working(demo: Demo, name: str, sex: str, nation: str, branch: Values, order: int) -> None:
    fresh = order % 13 == 12
    birth = demo.day(1990, 2000) if fresh else demo.day(1968, 1994)
    started = int(birth[:4]) + 23
    joined = (
        demo.ago(40 + order * 5)
        if fresh
        else f"{min(started + demo.chance.randint(1, 6), demo.today.year - 3)}-{6 if order % 2 else 7:02d}-{1 + order % 27:02d}"
    )
    institution = branch["unit_attribute"] == "事业单位"
    floating = order in (17, 31)
    demo.put(
        "members",
        name=name,
        sex=sex,
        nation=nation,
        id_no=demo.number(birth, sex),
        birth=birth,
        native_place=demo.chance.choice(("福建连江", "福建福州", "福建罗源", "福建闽清", "福建宁德")),
        education=demo.chance.choice(("大学", "大学", "大学", "硕士研究生", "大专", "省（区、市）委党校大学")),
        degree=demo.chance.choice(("学士", "学士", "硕士", None)),
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
        position=f"{demo.chance.choice(('办公室', '综合科', '业务科', '信息科', '法规科'))}{demo.chance.choice(('科员', '一级科员', '四级主任科员', '副主任', '主任'))}",
        retired="在职",
        dues_base=520_000 + demo.chance.randint(0, 60) * 10_000,
        mobile=demo.phone(),
        telephone="0591-26123300",
        address=f"{demo.chance.choice(('凤城镇', '敖江镇', '江南镇'))}{demo.chance.choice(('玉荷路', '丹凤路', '文山路'))}{order * 3 + 5}号",
        lost=False,
        floating=floating,
        floats_to="广东省深圳市" if floating else None,
        honours=[{"name": "优秀共产党员", "level": "县", "given": f"{demo.today.year - 1}-07"}]
        if order % 9 == 4
        else [],
    )


def transfers(demo: Demo) -> None:
    """Members who came from elsewhere some years ago, and one letter under way."""
    year = demo.today.year
    for order, person in enumerate(demo.rows["members"][20:26]):
        day = f"{year - 1}-0{order + 2}-12"
        demo.put(
            "transfers",
            direction="转入",
            **link("person", person),
            id_no=person["id_no"],
            category="正式党员",
            number=f"〔{year - 1}〕{order + 11}号",
            sent_by=PLACES[order],
            sent_to=demo.office.unit,
            branch=person["branch"],
            branch_id=person["branch_id"],
            issued=day,
            valid_days=30,
            dues_until=day[:7],
            receipt=True,
        )
    person = demo.rows["members"][30]
    demo.put(
        "transfers",
        direction="转出",
        **link("person", person),
        id_no=person["id_no"],
        category="正式党员",
        number=f"〔{year}〕1号",
        addressed=PLACES[0],
        sent_by=demo.office.unit,
        sent_to=PLACES[0],
        branch=person["branch"],
        branch_id=person["branch_id"],
        reason="工作调动",
        issued=f"{year}-01-15",
        valid_days=30,
        dues_until=f"{year}-01",
    )


def dues(demo: Demo) -> None:
    """This year's dues of one branch, month by month; the last months are not paid yet."""
    year, month = demo.today.year, demo.today.month
    branch = demo.rows["members"][0]["branch_id"]
    for person in [one for one in demo.rows["members"] if one["branch_id"] == branch]:
        for number in range(1, 13):
            when = f"{year}-{number:02d}"
            kind = kind_of(person["retired"])
            due = dues_of(person["dues_base"], kind, when)
            if due is None:
                continue
            paid = number < month - 1
            demo.put(
                "dues",
                **link("person", person),
                branch=person["branch"],
                branch_id=person["branch_id"],
                month=when,
                kind=kind,
                base=person["dues_base"],
                due=due,
                paid=due if paid else None,
                paid_on=f"{when}-15" if paid else None,
            )


def veteran_awards(demo: Demo) -> None:
    """A medal for each of the older veterans, in the first year there was one for them."""
    old = [one for one in demo.rows["members"] if one["retired"] == "退休"]
    for order, one in enumerate(sorted(old, key=lambda one: str(one["joined"]))[:-LEFT]):
        first, _ = reaches(one["joined"], one["full"])
        year = max(first or INSTITUTED, INSTITUTED)
        demo.put(
            "veterans",
            year=year,
            person=one["name"],
            person_id=one["id"],
            **{key: one[key] for key in ("sex", "birth", "id_no", "branch", "branch_id", "joined", "full")},
            basis=counts_from(one["joined"], one["full"])[1],
            years=years_on(one["joined"], one["full"], year),
            living=True,
            opinion="一贯表现良好",
            checker="王敏",
            checked=f"{year}-05-10",
            recommended="同意推荐",
            reviewed="符合颁发条件",
            given=award_day(year).isoformat(),
            giver="机关党委书记",
            way="上门颁发" if order % 3 == 2 else "集中颁发",
            receipt="代领" if order == 4 else "本人",
            proxy="陈晓东" if order == 4 else None,
            proxy_relation="子女" if order == 4 else None,
            phone=one["mobile"],
        )


def corrections(demo: Demo) -> None:
    """One correction a year, going back."""
    for order, (direction, reason) in enumerate(REASONS):
        person, year = demo.rows["members"][10 + order], demo.today.year - 2 - order
        demo.put(
            "corrections",
            year=year,
            roll="党员",
            direction=direction,
            person=person["name"],
            person_id=person["id"],
            reason=reason,
            basis="党员档案",
            found=f"{year}-02-{10 + order}",
        )


SAMPLES = {
    "members": members,
    "transfers": transfers,
    "dues": dues,
    "veterans": veteran_awards,
    "corrections": corrections,
    "development": development,
}
