"""The chapters in the order of the tabs, and what is read off them: the ledgers, and what is known of each."""

from desktop.ledger import Ledger
from desktop.ledger.proof import put_together, refuse
from desktop.services import chapter
from desktop.services.chapter import Section
from desktop.services.duty.chapter import CHAPTER as DUTY
from desktop.services.members.chapter import CHAPTER as MEMBERS
from desktop.services.organizations.chapter import CHAPTER as ORGANIZATIONS
from desktop.services.study.chapter import CHAPTER as STUDY
from desktop.services.visits.chapter import CHAPTER as VISITS

CHAPTERS = (MEMBERS, VISITS, STUDY, DUTY, ORGANIZATIONS)
SECTIONS: dict[str, Section] = {
    one.ledger.id: one for told in CHAPTERS for part in told.sections for one in (part, *part.children)
}
TABS = tuple(told.title for told in CHAPTERS)
TAB_ORDER = {told.title: tuple(ledger.id for ledger in told.ledgers) for told in CHAPTERS}
LEDGERS: dict[str, Ledger] = put_together([one.ledger for told in CHAPTERS for one in told.sections])
refuse(chapter.faults_of(CHAPTERS))
