"""党员: members and their way into the Party, dues, transfers, medals."""

from desktop.models.members.corrections import LEDGER as CORRECTIONS
from desktop.models.members.development import LEDGER as DEVELOPMENT
from desktop.models.members.dues import LEDGER as DUES
from desktop.models.members.members import LEDGER as MEMBERS
from desktop.models.members.transfers import LEDGER as TRANSFERS
from desktop.models.members.veterans import LEDGER as VETERANS
from desktop.services.chapter import Chapter, Section
from desktop.services.charts import Bars
from desktop.services.members.computed import OF_MEMBER
from desktop.services.members.development import OF_DEVELOPMENT
from desktop.services.members.due import REMINDERS
from desktop.services.members.layouts import LAYOUTS

CHAPTER = Chapter(
    "党员",
    (
        Section(
            MEMBERS,
            manual="党员",
            computed=OF_MEMBER,
            layouts=LAYOUTS,
            listed="党员花名册",
            empty="还没有党员。点“导入”选中现有的党员花名册，几秒钟就能放进来；也可以按 Ctrl+N 逐个新建。",
        ),
        Section(DEVELOPMENT, manual="发展党员", computed=OF_DEVELOPMENT),
        Section(TRANSFERS, manual="组织关系转接"),
        Section(
            DUES,
            manual="党费",
            empty="还没有党费记录。点“党费月历”按年生成每个党员每个月的应缴，再逐月打勾；也可以导入现有的收缴表。",
        ),
        Section(
            VETERANS,
            manual="光荣在党50年",
            empty="还没有颁发记录。点“候选名单”看当年党龄满 50 年的党员，勾选后一次取入；也可以导入往年的汇总表。",
        ),
        Section(
            CORRECTIONS,
            manual="年度增减核对",
            empty="没有更正。上年报出的数字漏了谁、多了谁，在这里逐个写明原因，年度增减核对就能对平。",
        ),
    ),
    due=REMINDERS,
    charts=(Bars("各支部党员", MEMBERS, "branch"),),
    papers="desktop.services.members.papers",
    pages="desktop.views.tabs.members.pages",
    samples="desktop.samples.members",
)
