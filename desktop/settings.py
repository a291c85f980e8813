"""What one office has set for itself, and where the program finds its own resources."""

import re
import tomllib
from dataclasses import Field, asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import tomli_w

FILE, NINE = "settings.toml", 9
BOUNDS = {"年": (0, 100), "岁": (0, 120), "天": (0, 3650), "字": (0, 200), "%": (0, 100), "份": (1, 1000)}


@dataclass(frozen=True)
class Said:
    """How a setting is called and asked for: under which group, with what help, out of which choices."""

    title: str
    group: str
    help: str = ""
    choices: tuple[str, ...] = ()
    unit: str = ""
    lines: int = 1
    folder: bool = False


def said(
    default: Any,
    title: str,
    group: str,
    help: str = "",  # noqa: A002 - it is what it is
    choices: tuple[str, ...] = (),
    unit: str = "",
    lines: int = 1,
    folder: bool = False,  # noqa: FBT001, FBT002 - always named
) -> Any:
    """A setting that people may see and change; `default` as the dataclass has it, a dict made anew each time."""
    known = {"said": Said(title, group, help, choices, unit, lines, folder)}
    if isinstance(default, dict | list):
        return field(default_factory=lambda: type(default)(default), metadata=known)
    return field(default=default, metadata=known)


@dataclass
class Settings:
    """One office's choices, kept as TOML in its data folder.

    `age_tops` are the ages that bands of age end with, `party_age_starts` the years that bands of 党龄 begin with;
    `reported` holds the figures given out at the ends of years (`2025 党员`), from which the next year's bridge sets out.
    `cash_caps` gives the most yuan one visit of a 对象类别 may bring, `source_for` the 对象身份 a 资金来源 is meant
    for; both are empty until the office writes down its own, and then nothing is checked.
    """

    clerk: str = said("", "填表人", "单位", "印在表上，也是操作记录里的经办人")
    phone: str = said("", "联系电话", "单位", "印在需要联系电话的表上")
    theme: str = said("跟随系统", "主题", "外观", choices=("跟随系统", "浅色", "深色"))
    text_size: str = said("标准", "字号", "外观", "窗口里文字的大小", ("标准", "大", "特大"))
    date_style: str = said(
        "1998-07-01", "日期样式", "导出与打印", "导出 Excel 时日期的写法", ("1998-07-01", "1998.07.01", "1998年7月1日")
    )
    paper_face: str = said(
        "自动", "正文字体", "导出与打印", "自动：电脑里有仿宋就用仿宋，没有就用自带的宋体", ("自动", "宋体", "黑体")
    )
    name_order: str = said(
        "拼音",
        "姓名排序",
        "导出与打印",
        "台账、导出和打印的名单按什么排；正式名单一般按姓氏笔画；按职务的，先排填了“职务排序号”的人",
        ("拼音", "笔画", "职务"),
    )
    backup_folder: str = said(
        "", "备份位置", "备份", "不填就放在数据文件夹的 backups 里；最好填另一个硬盘或 U 盘", folder=True
    )
    backups_kept: int = said(20, "保留备份", "备份", "超过这个数，最旧的备份会被删掉", unit="份")
    age_tops: list[int] = said([30, 35, 40, 45, 50, 55, 60], "年龄段", "党员统计", "每段到多少岁为止")  # noqa: RUF009
    party_age_starts: list[int] = said(  # noqa: RUF009
        [5, 10, 20, 30, 40, 50], "党龄段", "党员统计", "每段从多少年开始"
    )
    reported: dict[str, int] = field(default_factory=dict)
    development_revised: str = said(
        "2026-05-18",
        "2026年细则施行日",
        "发展党员",
        "这一天起按 2026 年《发展党员工作细则》判断（上级同意、公示五个工作日）",
    )
    dues_rounding: str = said("分", "党费取整", "党费", "应缴党费算到分、角还是元（四舍五入）", ("分", "角", "元"))
    dues_share: int = said(0, "党费上缴比例", "党费", "收缴表上算出应上缴的数；0 表示不算", unit="%")
    payroll_add: str = said(
        "工资、津贴、补贴、退休费、离休费、养老金",
        "工资表计入基数",
        "党费",
        "从工资表取党费计算基数时，列名里有这些字的默认计入；哪些项目算相对固定的、经常性的工资收入，以本单位核定的为准",
    )
    payroll_subtract: str = said(
        "个人所得税、个税、扣税", "工资表减去", "党费", "列名里有这些字的默认减去（基数按税后算）"
    )
    reason_length: int = said(6, "慰问事由最少字数", "走访慰问", "资金体检：事由比这更短的会提出来", unit="字")
    publicity_days: int = said(0, "公示天数", "走访慰问", "资金体检：公示不满这么多天的会提出来；0 表示不查", unit="天")
    publicity_unit: str = said(
        "工作日", "公示按什么算", "走访慰问", "按工作日（节假日、调休都算在内）还是自然日", ("工作日", "天")
    )
    health_words: str = said(
        "病、伤、残、医", "不公开的字眼", "走访慰问", "公示上，含有这些字的慰问类别写成“其他”，不让人看出健康情况"
    )
    sensitive_years: int = said(
        0, "敏感内容保留", "走访慰问", "困难原因、家庭成员、银行卡号等满这么多年就提醒清除；0 表示一直保留", unit="年"
    )
    visit_age: int = said(0, "按年龄提名", "走访慰问", "满这么多岁的党员也列入提名；0 表示不按年龄", unit="岁")
    frontline: dict[str, list[str]] = said(  # noqa: RUF009
        {"疫情防控一线党员": ["卡口值守", "核酸检测点", "社区防疫"], "基层干部": ["防汛抗台"]},
        "一线服务",
        "走访慰问",
        "时机是“一线慰问”时，当年做过这些志愿服务的人列入提名；每行写 对象类别=服务类别、服务类别",
    )
    sign_days: int = said(30, "签领期限", "走访慰问", "走访以后多少天还没有签领就提醒", unit="天")
    letter_text: str = said(
        "{姓名}{称呼}：\n　　值此{时机}之际，{单位}向您致以亲切的慰问和诚挚的祝福！\n"
        "　　组织始终牵挂着您。感谢您长期以来对党的事业作出的贡献，衷心祝愿您身体健康、阖家幸福。",
        "慰问信",
        "走访慰问",
        "可以用 {姓名}{称呼}{时机}{事由}{单位}{日期}，打印时换成每个人的",
        lines=6,
    )
    cash_caps: dict[str, int] = said(  # noqa: RUF009 - made anew by the field
        {}, "慰问金标准", "走访慰问", "每行写 对象类别=最多多少元；不写就不查"
    )
    source_for: dict[str, list[str]] = said(  # noqa: RUF009
        {}, "专款用途", "走访慰问", "每行写 资金来源=对象身份、对象身份；写了的来源只能给这些人"
    )

    @classmethod
    def load(cls, folder: Path) -> "Settings":
        """Read the office's settings; what is missing or unknown keeps its default."""
        try:
            found = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
            return cls()
        known = {one.name: one for one in fields(cls)}
        return cls(**{key: value for key, value in found.items() if key in known and _sound(known[key], value)})

    def save(self, folder: Path) -> None:
        """Write the settings whole or not at all."""
        path = folder / FILE
        fresh = path.with_suffix(".new")
        fresh.write_text(tomli_w.dumps(asdict(self)), encoding="utf-8")
        fresh.replace(path)


def _sound(one: Field[Any], value: Any) -> bool:
    """Whether a value is of its setting's type and within its bounds."""
    if type(value) is not type(getattr(Settings(), one.name)):
        return False
    told = one.metadata.get("said")
    if told is None or not isinstance(value, int):
        return True
    try:
        return _within(told, value) == value
    except ValueError:
        return False


def shown(value: Any) -> str:
    """A setting as people read and type it."""
    if isinstance(value, dict):
        words = {key: "、".join(one) if isinstance(one, list) else str(one) for key, one in value.items()}
        return "\n".join(f"{key}={word}" for key, word in words.items())
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)


def read(name: str, text: str) -> Any:
    """A typed setting; ValueError says what is wrong with it."""
    one = next(each for each in fields(Settings) if each.name == name)
    told: Said = one.metadata["said"]
    text = text.strip()
    if told.choices and text not in told.choices:
        message = f"“{told.title}”只能是：{'、'.join(told.choices)}。"
        raise ValueError(message)
    if one.type is int or one.type == "int":
        if not (text.isascii() and text.isdigit() and len(text) < NINE):
            message = f"“{told.title}”要填一个数，例如 {one.default}。"
            raise ValueError(message)
        return _within(told, int(text))
    if str(one.type).startswith("list"):
        words = [word for word in re.split(r"[、,，\s]+", text) if word]
        if not words or not all(word.isascii() and word.isdigit() and len(word) < NINE for word in words):
            message = f"“{told.title}”要填几个数，用顿号隔开，例如 30、40、50。"
            raise ValueError(message)
        return sorted({int(word) for word in words})
    if str(one.type).startswith("dict"):
        return _pairs(told.title, text, whole="int" in str(one.type))
    return text


def _within(told: Said, number: int) -> int:
    least, most = BOUNDS.get(told.unit, (0, 10**NINE))
    if not least <= number <= most:
        message = f"“{told.title}”要在 {least} 到 {most} {told.unit}之间。"
        raise ValueError(message)
    return number


def _pairs(title: str, text: str, *, whole: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in text.replace("；", "\n").replace(";", "\n").splitlines():
        key, sign, value = (part.strip() for part in line.partition("="))
        if not line.strip():
            continue
        if not (key and sign and value) or (whole and not value.isdigit()):
            message = f"“{title}”里的“{line.strip()}”看不懂，请每行写一个 名称={'金额' if whole else '名称、名称'}。"
            raise ValueError(message)
        found[key] = int(value) if whole else [one.strip() for one in re.split("[、,，]", value) if one.strip()]
    return found


def asked() -> dict[str, Said]:
    """The settings that people may change, in their order."""
    return {one.name: one.metadata["said"] for one in fields(Settings) if "said" in one.metadata}


def resources() -> Path:
    """The folder of fonts, icons, code lists, samples and the manual."""
    beside = Path(__file__).resolve().parent / "_resources"
    return beside if beside.is_dir() else Path(__file__).resolve().parents[1] / "resources"
