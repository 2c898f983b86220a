"""The arguments of the command ``kb``: a command line in, options out."""

from __future__ import annotations

import argparse
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.content.folder import ACCEPTED
from zhiku.diagnostics.report import Format
from zhiku.model import ExportFormat

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from enum import StrEnum

    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no public name for it


_LAST_PORT = 65_535


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options of a command line (by default that of the process); ``command`` is the name of the command.

    Wrong usage ends the process with exit code 2.
    """
    parser = argparse.ArgumentParser(prog="kb", description="Turn one Q&A text into a static knowledge base.")
    parser.add_argument("--version", action="version", version=f"zhiku {version('zhiku')}")
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")
    _add_build_and_serve(commands)
    _add_check_and_lint(commands)
    _add_init_and_new(commands)
    _add_help_ids_explain_and_export(commands)
    for command in commands.choices.values():
        names = f"{{{','.join(Format)}}}"
        command.add_argument(
            "--format", type=_one_of(Format), metavar=names, default=Format.TEXT, help="format of the reported problems"
        )
        command.add_argument("-v", "--all", action="store_true", help="show every warning, also many with the same code")
    return parser.parse_args(arguments)


def _add_build_and_serve(commands: _Commands) -> None:
    command = commands.add_parser(
        "build", help="build and check the site; the old one is replaced only when the new one is complete"
    )
    _add_content(command)
    command.add_argument("--site-dir", type=Path, metavar="DIR", help="folder of the site (default: site)")
    command.add_argument("--docs-dir", type=Path, metavar="DIR", help="folder of the generated pages (default: docs)")
    command.add_argument("--discard-edits", action="store_true", help="overwrite generated pages that were edited by hand")

    command = commands.add_parser("serve", help="serve a preview that is updated as you edit")
    _add_content(command)
    command.add_argument("--docs-dir", type=Path, metavar="DIR", help="folder of the generated pages (default: docs)")
    command.add_argument("--site-dir", type=Path, metavar="DIR", help="folder of the served site (default: .cache/preview)")
    command.add_argument("--port", type=_port, default=8000, help="port of the preview (default: 8000; 0: any free one)")


def _add_check_and_lint(commands: _Commands) -> None:
    command = commands.add_parser(
        "check", help="check a built site: links, anchors, formulas, questions, requests to other hosts"
    )
    command.add_argument("site", type=Path, metavar="SITE_DIR")

    command = commands.add_parser("lint", help="report problems in the content without building")
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="texts to check instead of the content folder")
    _add_content(command)
    command.add_argument(
        "--coverage", action="store_true", help="build into a temporary folder and account for every line and word"
    )
    command.add_argument("--report", action="store_true", help="list what could be improved, with places")
    command.add_argument(
        "--accept", action="store_true", help=f"accept all current warnings; they are stored in content/{ACCEPTED}"
    )


def _add_init_and_new(commands: _Commands) -> None:
    command = commands.add_parser("init", help="write a content folder for existing texts; their format and domains are detected")
    command.add_argument("files", nargs="+", type=Path, metavar="FILE|FOLDER", help="texts, or folders of texts")
    command.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR", help="the folder to write (default: content)"
    )
    command.add_argument(
        "--topics", action="store_true", help="propose topics even for a small text or one that is divided into parts"
    )
    command.add_argument("--choose", type=int, default=1, metavar="N", help="use another of the interpretations that init lists")
    command.add_argument("--update", action="store_true", help="update texts that are in the folder already")
    command.add_argument("--yes", action="store_true", help="with --update: write without asking")

    command = commands.add_parser("new", help="write a folder with content, configuration and workflows, ready to be published")
    command.add_argument("folder", type=Path, metavar="DIR", help="the folder to write")
    command.add_argument("files", nargs="*", type=Path, metavar="TEXT", help="the texts (default: three example questions)")
    command.add_argument(
        "--from",
        dest="package",
        default="",
        metavar="WHEEL|URL",
        help="the package that requirements.txt names (default: this version from PyPI)",
    )
    command.add_argument("--choose", type=int, default=1, metavar="N", help="use another of the interpretations that are listed")


def _add_help_ids_explain_and_export(commands: _Commands) -> None:
    command = commands.add_parser("help", help="explain a code such as KB201")
    command.add_argument("code", metavar="CODE", type=str.upper, help="the code that a message names")

    command = commands.add_parser("ids", help="list the ids of all questions and their sources")
    _add_content(command)
    command.add_argument(
        "--store", action="store_true", help="store them in ids.lock, so that addresses stay the same when titles change"
    )

    command = commands.add_parser("explain", help="explain the domains and relations of a question, or the results of a query")
    _add_content(command)
    asked = command.add_mutually_exclusive_group(required=True)
    asked.add_argument("id", metavar="ID", nargs="?", help="the id of a question, as in the address of its page")
    asked.add_argument("--query", metavar="TEXT", help="a query as a reader would type it")

    command = commands.add_parser("export", help="export the base as PDF (printed by Chromium), EPUB, Anki deck, CSV or JSON")
    command.add_argument("form", type=_one_of(ExportFormat), metavar="FORM", help=", ".join(ExportFormat))
    command.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file to write (default: named as the folder)")
    _add_content(command)
    command.add_argument(
        "--site-dir", type=Path, metavar="DIR", help="the site; built first if it does not exist (default: site)"
    )


def _one_of(choices: type[StrEnum]) -> Callable[[str], StrEnum]:
    """A converter of one of some words; the error about another one names them all."""

    def convert(word: str) -> StrEnum:
        try:
            return choices(word)
        except ValueError:
            message = f"`{word}` is none of {', '.join(choices)}"
            raise argparse.ArgumentTypeError(message) from None

    return convert


def _port(written: str) -> int:
    if not (written.isdecimal() and int(written) <= _LAST_PORT):
        message = f"`{written}` is no port: they are numbers from 0 to {_LAST_PORT}"
        raise argparse.ArgumentTypeError(message)
    return int(written)


def _add_content(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", type=Path, metavar="DIR", help="the content folder (default: content)")
