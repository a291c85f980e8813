"""What many ledgers have: the link to an organisation, and what other people's headers call common fields."""

from desktop.ledger.kinds import Link

ORGANIZATION = Link(to="organizations", tree=True)
NUMBER_WORDS = ("身份证号", "身份证号码", "公民身份证号", "公民身份证号码", "身份证", "证件号码")
BRANCH_WORDS = ("所在党支部", "支部", "党支部", "所属党支部", "支部名称", "所在支部/单位")
