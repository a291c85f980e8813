"""The command line: the same verbs as the window, for people in a terminal and for other programs."""

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import platformdirs
import typer
from typer.exceptions import TyperException

from desktop.cli.terminal import DONE, NOTHING, app, messages
from desktop.errors import Cancelled, Refusal, reason_of

GLOBAL = {"--data": True, "--operator": True, "--password-file": True, "--file-password-file": True, "--json": False}
MODULES = {
    "attachments": ("attach", "attachments", "detach"),
    "visits.batches": ("batch", "propose", "give-all"),
    "members.bridge": ("bridge",),
    "members.card": ("card",),
    "codes": ("codes",),
    "members.development": ("development", "workdays"),
    "members.dues": ("dues",),
    "members.duplicates": ("duplicates", "merge", "unmerge"),
    "folder": ("init", "demo", "ledgers", "audit", "backup", "restore", "check", "gui"),
    "visits.funds": ("void", "check-batch"),
    "names": ("names", "add-each"),
    "organizations.tree": ("tree",),
    "papers": ("forms", "print"),
    "records": ("list", "show", "history", "back-to", "add", "edit", "remove", "restore-record", "undo", "redo"),
    "reminders": ("remind",),
    "retention": ("purge",),
    "settings": ("settings",),
    "members.status": ("status",),
    "members.statistics": ("members-stats",),
    "tables": ("table", "group"),
    "members.veterans": ("veterans",),
    "workbooks": ("import", "export"),
}


def app_for(command: str = "") -> typer.Typer:
    """The program with the module of one command loaded, or with all of them where there is no such command.

    A list of records need not wait for what draws PDF.
    """
    for module in [name for name, commands in MODULES.items() if command in commands] or MODULES:
        import_module(f"{__name__}.{module}")
    return app


def hoisted(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The options of every command, wherever they stood, and the other words."""
    first: list[str] = []
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        name = word.split("=", 1)[0]
        if word == "--":
            rest += [word, *waiting]
        elif name in GLOBAL and "=" in word:
            first.append(word)
        elif name in GLOBAL:
            first += [word, *([value] if GLOBAL[name] and (value := next(waiting, "")) else [])]
        else:
            rest.append(word)
    return first, rest


def main(words: Sequence[str] | None = None) -> None:
    """Run one command; ends the process with 0, 1 or 2, and tells refusals as one sentence."""
    sys.exit(_run(*hoisted(sys.argv[1:] if words is None else words)))


def _run(options: list[str], words: list[str]) -> int:
    try:
        code = app_for(words[0] if words else "")([*options, *words], standalone_mode=False)
    except Refusal as refusal:
        return _refused(refusal.sentence)
    except typer.Exit as ended:
        return int(ended.exit_code)
    except TyperException as error:
        return _refused(f"命令写得不对：{_usage(error)}。用 taizhang --help 看写法。")
    except (KeyboardInterrupt, Cancelled, typer.Abort):
        return _refused("已取消，没有改动任何内容。")
    except BrokenPipeError:
        return DONE
    except OSError as error:
        return _refused(f"没有完成，{reason_of(error, error.filename or '文件')}。")
    except Exception as error:  # noqa: BLE001 - our own fault: logged whole, told in a sentence
        return _refused(f"程序内部出错，没有完成。详情写在 {_logged(error, options)}")
    return code if isinstance(code, int) else DONE


def _usage(error: TyperException) -> str:
    """What is wrong with the words of a command, in Chinese."""
    text = str(getattr(error, "message", error))
    what = getattr(getattr(error, "param", None), "human_readable_name", "") or ""
    match type(error).__name__:
        case "NoSuchOption":
            return f"没有“{getattr(error, 'option_name', '')}”这个选项"
        case "MissingParameter":
            return f"缺少参数 {what}".rstrip()
        case "BadParameter":
            return f"参数 {what} 的值不对"
        case _ if text.startswith("No such command"):
            return f"没有这个命令（{text.split(chr(39))[1] if chr(39) in text else text}）"
        case _ if "unexpected extra argument" in text:
            return f"多出了参数（{text.rsplit('(', maxsplit=1)[-1].rstrip(').')}）"
        case _:
            return text


def _refused(sentence: str) -> int:
    messages.print(sentence, style="red", markup=False, highlight=False, soft_wrap=True)
    return NOTHING


def _logged(error: Exception, words: list[str]) -> Path:
    folder = next((Path(words[place + 1]) for place, word in enumerate(words[:-1]) if word == "--data"), None)
    folder = folder or Path(os.environ.get("TAIZHANG_DATA") or platformdirs.user_data_path("taizhang", appauthor=False))
    path = folder / "logs" / "taizhang.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}\n")
    except OSError:
        logging.getLogger(__name__).debug("no log could be written")
    return path
