"""Volunteers: members and others who serve (志愿者)."""

from desktop.ledger.ledger import Identity, Ledger
from desktop.models.person import Person, number_against

FORM = {
    "志愿者": ("name", "sex", "id_no", "politics", "mobile"),
    "服务": ("workplace", "skills", "team", "volunteer_remark"),
}

LEDGER = Ledger(
    Person,
    id="volunteers",
    title="志愿者",
    group="志愿值班",
    presence="is_volunteer",
    keys=tuple(key for keys in FORM.values() for key in keys),
    table=("name", "sex", "politics", "mobile", "workplace", "skills", "team", "id_no"),
    form=FORM,
    search=("name", "id_no", "mobile", "workplace", "skills", "team"),
    filters=("team", "politics", "sex"),
    sort="name",
    identity=Identity(("id_no",), number="id_no", instead=("name", "mobile")),
    named=("name",),
    told_by=("id_no", "mobile"),
    warn=number_against,
    empty="还没有志愿者。点“导入”放入现有名册；党员也可以是志愿者，只登记一次。",
)
