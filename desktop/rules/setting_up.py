"""How Party organisations are set up by the number of their members, as suggestions only (设置建议).

Source: 《党和国家机关基层组织工作条例》 (2019) §5-9 and 《中国共产党支部工作条例（试行）》: three full members make a branch;
seven make a branch committee of three to five, in general no more than seven; a branch has in general no more than fifty
members; from fifty a general branch, from a hundred a committee. Smaller ones may be set up where the superior approves.
"""

BRANCHES, GENERAL, COMMITTEES, DISCIPLINE = (
    ("党支部", "联合党支部", "临时党支部"),
    "党总支",
    ("机关党委", "基层党委"),
    "机关纪委",
)
FEWEST, SEVEN, FIFTY, HUNDRED = 3, 7, 50, 100
LEAST_SEATS, MOST_SEATS = 3, 7


def for_branch(full: int, members: int, seats: int) -> list[str]:
    """Of a branch with so many full members, members altogether, and committee members."""
    found = []
    if full < FEWEST:
        found.append(f"正式党员 {full} 人，不足 {FEWEST} 人，一般不单独设支部，可以成立联合党支部")
    if full >= SEVEN and seats < LEAST_SEATS:
        found.append(f"正式党员 {full} 人，应当设支部委员会（委员 3—5 人），班子成员里现有 {seats} 人")
    if full < SEVEN and seats >= LEAST_SEATS:
        found.append(
            f"正式党员 {full} 人，不足 {SEVEN} 人，一般设 1 名书记，必要时设 1 名副书记，现有班子成员 {seats} 人"
        )
    if seats > MOST_SEATS:
        found.append(f"支部委员会现有 {seats} 人，一般不超过 {MOST_SEATS} 人")
    if members >= HUNDRED:
        found.append(f"党员 {members} 人，达到 {HUNDRED} 人，可以设党委")
    elif members >= FIFTY:
        found.append(f"党员 {members} 人，达到 {FIFTY} 人，可以设党总支；支部党员一般不超过 {FIFTY} 人")
    return found


def for_larger(kind: str, members: int) -> list[str]:
    """Of a general branch or a committee with so many members, those below included."""
    if kind == GENERAL and members >= HUNDRED:
        return [f"党员 {members} 人，达到 {HUNDRED} 人，可以设党委"]
    if kind == GENERAL and members < FIFTY:
        return [f"党员 {members} 人，不足 {FIFTY} 人，设党总支要有上级党组织批准"]
    if kind in COMMITTEES and members < HUNDRED:
        return [f"党员 {members} 人，不足 {HUNDRED} 人，设党委要有上级党组织批准"]
    return []
