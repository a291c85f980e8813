"""Made-up hardship, batches, visits and the money for them."""

import datetime as dt

from desktop.ledger import Values
from desktop.samples.demo import VETERANS, YUAN, Demo, link
from desktop.samples.words import BATCHES, HARDSHIPS, VISITED


def hardship(demo: Demo) -> None:
    """Who was in hardship, year by year."""
    for order, (grade, reason, income) in enumerate(HARDSHIPS):
        year = demo.today.year - order % 2
        person = demo.rows["members"][order * 3]
        demo.put(
            "hardship",
            year=year,
            **link("person", person),
            id_no=person["id_no"],
            branch=person["branch"],
            branch_id=person["branch_id"],
            grade=grade,
            reason=reason,
            family=2 + order % 4,
            household=_household(demo, person["name"][0], order),
            income=income * YUAN,
            recognised=f"{year}-01-12",
            shown_from=f"{year}-01-04",
            shown_to=f"{year}-01-10",
        )


def _household(demo: Demo, surname: str, order: int) -> list[Values]:
    """Who lives with somebody in hardship."""
    kin = (
        ("配偶", demo.name(), 52 + order, "务农", 900),
        ("子女", f"{surname}小{'一二三四五六'[order % 6]}", 9 + order, None, None),
    )
    return [
        {"relation": relation, "name": name, "age": age, "workplace": work, "income": yuan and yuan * YUAN}
        for relation, name, age, work, yuan in kin[: 1 + order % 2]
    ]


def batches(demo: Demo) -> None:
    """A batch an occasion; the latest is being paid out."""
    for name, occasion, month, days in BATCHES:
        begins = dt.date(demo.today.year, month, 5)
        year = demo.today.year if begins < demo.today else demo.today.year - 1
        begins = begins.replace(year=year)
        demo.put(
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
            state="发放" if (demo.today - begins).days < 60 else "归档",
        )
    max(demo.rows["visit-batches"], key=lambda batch: batch["begins"])["state"] = "发放"


def visits(demo: Demo) -> None:
    """The visits of each batch."""
    per_batch = (16, 14, 7, 5, 5)
    order = 0
    for batch, count in zip(demo.rows["visit-batches"], per_batch, strict=True):
        for place in range(count):
            _visit(demo, batch, place, order, count)
            order += 1


def _visit(demo: Demo, batch: Values, place: int, order: int, count: int) -> None:
    """One visit: veterans first, then members in hardship, then staff who are no members."""
    old = min(VETERANS - 1, count // 2)
    category, reason, yuan, sources = VISITED[0 if place < old else 1 + order % (len(VISITED) - 1)]
    outsider = category == "困难职工"
    person = demo.rows["members"][place] if place < old else demo.member(order * 5)
    visited = (dt.date.fromisoformat(batch["begins"]) + dt.timedelta(days=1 + place % 4)).isoformat()
    shares = [{"source": source, "amount": amount * YUAN} for source, amount in sources]
    who = (
        {"recipient": demo.name(), "recipient_id": None}
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
    demo.put(
        "visits",
        **link("batch", batch),
        **who,
        recipient_kind="职工" if outsider else "党员",
        category=category,
        grade="一般困难" if "困难" in category else None,
        reason=reason,
        visited=visited,
        place="家中" if place % 4 else "县医院",
        visitors=f"{demo.member(1)['name']}、{demo.member(2)['name']}",
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
        proxy=demo.name() if by_proxy else None,
        meeting=batch["meeting"],
        approved=(dt.date.fromisoformat(batch["begins"]) - dt.timedelta(days=3)).isoformat(),
        approver=demo.member(1)["name"],
    )


def funds(demo: Demo) -> None:
    """What came in for each batch, and what went out beside the visits."""
    for order, batch in enumerate(demo.rows["visit-batches"]):
        on = (dt.date.fromisoformat(batch["begins"]) - dt.timedelta(days=10)).isoformat()
        for source, yuan in (("上级拨付党费", 12_000), ("留存党费", 4_000), ("工会经费", 8_000), ("财政", 5_000)):
            demo.put(
                "funds",
                on=on,
                source=source,
                flow="收入",
                amount=yuan * YUAN,
                summary=f"{batch['name']}经费下达",
                voucher=f"记-{order * 4 + len(demo.rows['funds']) + 1:03d}",
                basis=batch["basis"],
                clerk=demo.member(3)["name"],
                **link("batch", batch),
            )
    first = demo.rows["visit-batches"][0]
    demo.put(
        "funds",
        on=first["ends"],
        source="财政",
        flow="支出",
        amount=320 * YUAN,
        summary="购买慰问信、信封",
        voucher="记-098",
        clerk=demo.member(3)["name"],
        **link("batch", first),
    )


SAMPLES = {
    "hardship": hardship,
    "visit-batches": batches,
    "visits": visits,
    "funds": funds,
}
