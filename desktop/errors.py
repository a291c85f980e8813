"""What the program says when it can't do what was asked: one sentence, what is wrong and what to do."""

from collections.abc import Callable, Mapping
from pathlib import Path

Progress = Callable[[int, int, str], None]  # how much of how much is done, and of what; raises Cancelled


class Refusal(Exception):
    """Nothing was done; the message is the sentence a person reads."""

    @property
    def sentence(self) -> str:
        """What to show."""
        return str(self)


class Invalid(Refusal):
    """A record that would break its own rules; `problems` holds a sentence per field key ("" = about the whole)."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Keep every problem; the message joins them."""
        self.problems = dict(problems)
        super().__init__("；".join(self.problems.values()))


class Conflict(Refusal):
    """The record has moved on since it was read, or later acts stand on the one to be undone."""


class Locked(Refusal):
    """Another process is writing to this data folder."""


class Busy(Refusal):
    """Long work beside the window is writing; what was asked can be asked again in a while."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("正在做一件较长的工作（看右下角的进度），等它做完或取消后再试；填的内容还在。")


class TooNew(Refusal):
    """The data folder was made by a newer version of the program."""


class Unreadable(Refusal):
    """A file or data folder that is not what it should be."""


class Missing(Refusal):
    """Something was named that is not there."""


class Cancelled(Exception):
    """The person stopped a long piece of work; nothing of it stays."""


class Unclear(ValueError):
    """One value that can't be read for certain: why, and what it may have meant."""

    def __init__(self, reason: str, suggestion: str = "") -> None:
        """Keep the reason and the suggestion apart, for the list of errors."""
        super().__init__(reason)
        self.reason = reason
        self.suggestion = suggestion


def reason_of(error: OSError, path: Path | str) -> str:
    """What the operating system complained of, in a sentence with the path in it."""
    import errno  # noqa: PLC0415 - only on the way to a sentence

    said = {
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "所在磁盘只读",
        errno.ENOSPC: "磁盘空间已满，请清理后再试",
        errno.EDQUOT: "磁盘空间已满，请清理后再试",
        errno.ENOENT: "文件或文件夹不存在",
        errno.EISDIR: "这是一个文件夹，不是文件",
        errno.ENOTDIR: "路径的上一级不是文件夹",
        errno.ENAMETOOLONG: "名称太长",
    }.get(error.errno or 0, error.strerror or "读写失败")
    return f"“{path}”：{said}"


def unseen(_done: int, _total: int, _text: str) -> None:
    """The progress of work that nobody watches."""
