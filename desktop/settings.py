"""What one office has set for itself, and where the program finds its own resources."""

import tomllib
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import tomli_w

FILE = "settings.toml"


@dataclass
class Settings:
    """One office's choices, kept as TOML in its data folder.

    `age_tops` are the ages that bands of age end with, `party_age_starts` the years that bands of 党龄 begin with;
    `reported` holds the figures given out at the ends of years (`2025 党员`), from which the next year's bridge sets out.
    `cash_caps` gives the most yuan one visit of a 对象类别 may bring, `source_for` the 对象身份 a 资金来源 is meant
    for; both are empty until the office writes down its own, and then nothing is checked.
    """

    clerk: str = ""
    phone: str = ""
    theme: str = "跟随系统"
    date_style: str = "1998-07-01"
    name_order: str = "拼音"
    backup_folder: str = ""
    backups_kept: int = 20
    reason_length: int = 6
    publicity_days: int = 0
    age_tops: list[int] = field(default_factory=lambda: [30, 35, 40, 45, 50, 55, 60])
    party_age_starts: list[int] = field(default_factory=lambda: [5, 10, 20, 30, 40, 50])
    reported: dict[str, int] = field(default_factory=dict)
    cash_caps: dict[str, int] = field(default_factory=dict)
    source_for: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> "Settings":
        """Read the office's settings; what is missing or unknown keeps its default."""
        try:
            found = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
            return cls()
        known = {one.name: type(getattr(cls(), one.name)) for one in fields(cls)}
        return cls(**{key: value for key, value in found.items() if key in known and isinstance(value, known[key])})

    def save(self, folder: Path) -> None:
        """Write the settings whole or not at all."""
        path = folder / FILE
        fresh = path.with_suffix(".new")
        fresh.write_text(tomli_w.dumps(asdict(self)), encoding="utf-8")
        fresh.replace(path)


def resources() -> Path:
    """The folder of fonts, icons, code lists, samples and the manual."""
    beside = Path(__file__).resolve().parent / "_resources"
    return beside if beside.is_dir() else Path(__file__).resolve().parents[1] / "resources"
