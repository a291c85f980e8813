"""学习: meetings, who came, study groups."""

from desktop.models.study.attendance import LEDGER as ATTENDANCE
from desktop.models.study.sessions import LEDGER as SESSIONS
from desktop.models.study.study_groups import LEDGER as GROUPS
from desktop.services.chapter import Chapter, Section
from desktop.services.charts import Bars
from desktop.services.study.computed import OF_SESSION

CHAPTER = Chapter(
    "学习",
    (
        Section(SESSIONS, manual="查找与筛选", computed=OF_SESSION),
        Section(ATTENDANCE, manual="粘贴名单"),
        Section(GROUPS, manual="粘贴名单"),
    ),
    charts=(Bars("{year}年组织生活（次）", SESSIONS, "kind"),),
    papers="desktop.services.study.papers",
    pages="desktop.views.tabs.study.pages",
    samples="desktop.samples.study",
)
