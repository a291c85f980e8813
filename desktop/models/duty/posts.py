"""Posts: the places that are manned, and how many each shift needs (值守点位)."""

from typing import Annotated

from sqlmodel import Field

from desktop.ledger import Identity, Info, Ledger, Part, Record
from desktop.ledger.kinds import COUNT, NOTE, PHONE, Parts, coded


class PostNeed(Part, table=True):
    """How many people one shift of a post needs."""

    __tablename__ = "post_need"

    post_id: str = Field(foreign_key="post.id", index=True)
    shift: Annotated[str | None, Info("班次", coded("shift"))] = None
    people: Annotated[int | None, Info("人数", COUNT)] = None


class Post(Record, table=True):
    """One post."""

    name: Annotated[str, Info("名称", aliases=("点位名称", "点位", "值守点位"), required=True, group="点位")] = Field(
        index=True
    )
    kind: Annotated[str | None, Info("类别", coded("post_kind"), ("点位类别", "点位类型", "类型"))] = None
    place: Annotated[str | None, Info("地点", aliases=("位置", "地址"))] = None
    needs: Annotated[list[PostNeed], Info("需求", Parts(PostNeed), ("每班人数", "人数需求"))]
    phone: Annotated[str | None, Info("联系电话", PHONE, ("值班电话", "电话"))] = None
    remark: Annotated[str | None, Info("备注", NOTE)] = None


LEDGER = Ledger(
    Post,
    id="posts",
    title="值守点位",
    identity=Identity(("name",), named=("name",)),
    table=("name", "kind", "place", "needs", "phone"),
    search=("name", "place", "phone"),
    filters=("kind",),
    sort="name",
)
