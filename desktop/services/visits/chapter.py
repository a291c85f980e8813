"""走访慰问: whom the office visits, with what, paid from where."""

from desktop.models.visits.funds import LEDGER as FUNDS
from desktop.models.visits.hardship import LEDGER as HARDSHIP
from desktop.models.visits.visit_batches import LEDGER as BATCHES
from desktop.models.visits.visits import LEDGER as VISITS
from desktop.services.chapter import Chapter, Section
from desktop.services.charts import Bars
from desktop.services.visits.computed import OF_BATCH, OF_MOVEMENT
from desktop.services.visits.due import REMINDERS
from desktop.services.visits.standing import of_visit

CHAPTER = Chapter(
    "走访慰问",
    (
        Section(HARDSHIP, manual="查找与筛选"),
        Section(BATCHES, manual="走访慰问", computed=OF_BATCH),
        Section(
            VISITS,
            manual="走访慰问",
            standing=of_visit,
            empty="还没有走访慰问记录。点“导入”放入签领表或发放表，资金来源会自动认出来。",
        ),
        Section(FUNDS, manual="走访慰问", computed=OF_MOVEMENT),
    ),
    due=REMINDERS,
    charts=(Bars("{year}年慰问金（元）", VISITS, "visited", of="cash", monthly=True),),
    papers="desktop.services.visits.papers",
    pages="desktop.views.tabs.visits.pages",
    samples="desktop.samples.visits",
)
