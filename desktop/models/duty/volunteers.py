"""Volunteers: members and others who serve (志愿者)."""

from desktop.ledger import Identity, Ledger, Problems, Role, Rules, Values
from desktop.models.person import Person, number_against

FORM = {
    "志愿者": ("name", "sex", "id_no", "politics", "mobile"),
    "服务": ("workplace", "skills", "team", "volunteer_remark"),
}


class VolunteerRules(Rules):
    """What is odd about a volunteer."""

    def warn(self, values: Values) -> Problems:
        """Sex and birth against the identity number."""
        return number_against(values)


LEDGER = Ledger(
    Person,
    id="volunteers",
    title="志愿者",
    identity=Identity(
        ("id_no",), number="id_no", instead=("name", "mobile"), named=("name",), told=("id_no", "mobile")
    ),
    table=("name", "sex", "politics", "mobile", "workplace", "skills", "team", "id_no"),
    search=("name", "id_no", "mobile", "workplace", "skills", "team"),
    filters=("team", "politics", "sex"),
    sort="name",
    rules=VolunteerRules(),
    role=Role("is_volunteer", FORM, lent=("name",)),
)
