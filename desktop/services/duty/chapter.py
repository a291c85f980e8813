"""志愿值班: volunteers and what they did, posts and who mans them."""

from desktop.models.duty.duties import LEDGER as DUTIES
from desktop.models.duty.posts import LEDGER as POSTS
from desktop.models.duty.services import LEDGER as SERVICES
from desktop.models.duty.volunteers import LEDGER as VOLUNTEERS
from desktop.services.chapter import Chapter, Section

CHAPTER = Chapter(
    "志愿值班",
    (
        Section(
            VOLUNTEERS,
            manual="查找与筛选",
            empty="还没有志愿者。点“导入”放入现有名册；党员也可以是志愿者，只登记一次。",
        ),
        Section(SERVICES, manual="查找与筛选"),
        Section(POSTS, manual="查找与筛选"),
        Section(DUTIES, manual="查找与筛选"),
    ),
    papers="desktop.services.duty.papers",
    samples="desktop.samples.duty",
)
