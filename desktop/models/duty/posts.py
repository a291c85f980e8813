"""Posts: the places that are manned, and how many each shift needs (值守点位)."""

from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.ledger.columns import Info
from desktop.ledger.kinds import COUNT, NOTE, PHONE, Parts, coded
from desktop.ledger.ledger import Identity, Ledger
from desktop.ledger.record import Part, Record


class PostNeed(Part, table=True):
    """How many people one shift of a post needs."""

    __tablename__ = "post_need"

    post_id: str = Field(foreign_key="post.id", index=True)
    shift: str | None = None
    people: int | None = None


class Post(Record, table=True):
    """One post."""

    PARTS: ClassVar[dict[str, Info]] = {
        "needs": Info(
            "需求",
            Parts(model=PostNeed, columns=(("shift", "班次", coded("shift")), ("people", "人数", COUNT))),
            ("每班人数", "人数需求"),
        )
    }

    name: Annotated[str, Info("名称", aliases=("点位名称", "点位", "值守点位"), required=True)] = Field(index=True)
    kind: Annotated[str | None, Info("类别", coded("post_kind"), ("点位类别", "点位类型", "类型"))] = None
    place: Annotated[str | None, Info("地点", aliases=("位置", "地址"))] = None
    phone: Annotated[str | None, Info("联系电话", PHONE, ("值班电话", "电话"))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


LEDGER = Ledger(
    Post,
    id="posts",
    title="值守点位",
    group="志愿值班",
    keys=("name", "kind", "place", "needs", "phone", "remark"),
    table=("name", "kind", "place", "needs", "phone"),
    form={"点位": ("name", "kind", "place", "needs", "phone", "remark")},
    search=("name", "place", "phone"),
    filters=("kind",),
    sort="name",
    identity=Identity(("name",)),
    named=("name",),
)
