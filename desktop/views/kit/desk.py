"""What every page and dialog works with: the office, the long work, and who is asked."""

import datetime as dt
import re
from dataclasses import dataclass

from desktop.store.office import Office
from desktop.views.kit.ask import Ask
from desktop.views.kit.tasks import Tasks


@dataclass
class Desk:
    """One office at work."""

    office: Office
    tasks: Tasks
    ask: Ask


def default_name(office: Office, title: str, ending: str) -> str:
    """单位_表名_日期, without what file names can't hold."""
    return re.sub(r'[\\/:*?"<>|]', "", f"{office.unit}_{title}_{dt.date.today():%Y%m%d}") + ending
