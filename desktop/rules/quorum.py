"""Whether a meeting may decide: who must be there, by the matter at hand."""

from typing import Literal

Matter = Literal["一般决议", "接收预备党员", "选举", "支委会"]


def quorum(matter: Matter, should: int, present: int) -> bool:
    """Whether `present` of `should` with a vote are enough.

    Sources: 支部工作条例 §11 (half), 发展党员工作细则 §19 (more than half), 基层组织选举工作条例 (four fifths).
    """
    if should <= 0:
        return False
    if matter == "接收预备党员":
        return 2 * present > should
    if matter == "选举":
        return 5 * present >= 4 * should
    return 2 * present >= should
