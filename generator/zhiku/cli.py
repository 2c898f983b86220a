"""The command ``kb``: arguments in, exit code out. The only module that prints.

Each command imports what it runs: importing all of them takes longer than most of them run.

Exit codes: 0 all is well, 1 the content or the site has errors, 2 wrong usage.
"""

from __future__ import annotations

import gc
import shlex
import signal
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from zhiku.arguments import parse_arguments
from zhiku.content.folder import ACCEPTED, LOCK, read_content, shown_path
from zhiku.diagnostics.diagnostic import ContentError, Diagnostic, Severity, UsageError, has_errors
from zhiku.diagnostics.report import Format, show
from zhiku.diagnostics.wording import quantity
from zhiku.runtime.project import find_project, project_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    from zhiku.content.accepted import Signature
    from zhiku.pipeline.build import Built
    from zhiku.runtime.project import Project

_GC_THRESHOLDS = (100_000, 50, 100)
"""By default Python searches for reference cycles after every 700 new objects. Records have none, and the search took half
of the parsing time."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command."""
    gc.set_threshold(*_GC_THRESHOLDS)
    options = parse_arguments(arguments)
    try:
        code = _COMMANDS[options.command](options)
    except ContentError as error:
        _report(error.diagnostics, options)
        code = 1
    except UsageError as error:
        print(f"kb: {error}", file=sys.stderr)
        code = 2
    except BrokenPipeError:
        sys.stderr.close()
        code = 1
    except OSError as error:
        print(f"kb: {error.filename or error}: {error.strerror or 'failed'}", file=sys.stderr)
        code = 1
    except KeyboardInterrupt:
        print("stopped; the site was not changed", file=sys.stderr)
        code = 130
    return code


def _project(options: argparse.Namespace) -> Project:
    """The project that the command works on: by ``--content``, else by the folder that the command was started in."""
    docs, site = getattr(options, "docs_dir", None), getattr(options, "site_dir", None)
    found = project_of(options.content, docs, site) if options.content else find_project(Path(), docs, site)
    content = options.content or _relative(found.content)
    return replace(found, content=content, docs=docs or _relative(found.docs), site=site or _relative(found.site))


def _relative(path: Path) -> Path:
    """A path relative to the working directory if it lies below it."""
    return path.relative_to(Path.cwd()) if path.is_absolute() and path.is_relative_to(Path.cwd()) else path


def _build(options: argparse.Namespace) -> int:
    from zhiku.pipeline.build import build

    gc.freeze()  # what was imported stays until the end; without this, the search for cycles goes through it again and again
    progress = _Progress()
    project = _project(options)
    built = build(project, progress, discard_edits=options.discard_edits)
    progress.end()
    _report_built(built, project, options)
    counts = ", ".join(
        quantity(number, thing)
        for number, thing in (
            (built.questions, "question"),
            (built.domains, "domain"),
            (built.concepts, "concept"),
            (built.formulas, "formula"),
        )
    )
    if not built.site_url:
        print("no site address, so links are relative; set `site_url` in mkdocs.yml or the variable SITE_URL", file=sys.stderr)
    print(f"{project.site}: {counts}")
    return 0


def _export(options: argparse.Namespace) -> int:
    from zhiku.commands.export import export
    from zhiku.pipeline.build import build

    progress = _Progress()
    project = _project(options)
    built = build(project, progress)
    progress(f"writing {options.form}")
    exported = export(project.site, options.form, options.output)
    progress.end()
    _report_built(built, project, options)
    pages = f", {quantity(exported.pages, 'page')}" if exported.pages else ""
    print(f"{exported.path}: {quantity(built.questions, 'question')}{pages}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from zhiku.commands.serve import serve
    from zhiku.content.accepted import counted
    from zhiku.content.accepted import without as without_known

    def say(line: str) -> None:
        print(line, file=sys.stderr, flush=True)

    project = _project(options)
    folder = shown_path(project.content)
    before: Counter[Signature] = Counter()

    def report(problems: tuple[Diagnostic, ...]) -> None:
        nonlocal before
        new, _ = without_known(problems, before, folder)
        before = counted(problems, folder)
        _report_news(problems, new, project.content, options)

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the server process ends, too
    try:
        serve(project if options.site_dir else replace(project, site=project.preview), options.port, say, report)
    except OSError as error:
        print(f"kb serve: {error}", file=sys.stderr)
    return 2


def _check(options: argparse.Namespace) -> int:
    from zhiku.output.check import check_site

    problems = check_site(options.site)
    _report(problems, options)
    if not problems:
        print(f"{options.site}: links, anchors, assets, formulas and questions are all right")
    return int(has_errors(problems))


def _lint(options: argparse.Namespace) -> int:
    from zhiku.commands.accept import accept, without_accepted
    from zhiku.commands.lint import lint, lint_files
    from zhiku.output.kept_words import show_kept_words
    from zhiku.parsing.coverage import show_coverage

    content = _project(options).content
    if options.files and options.accept:
        print("kb lint: --accept takes no FILE: warnings are accepted in a content folder", file=sys.stderr)
        return 2
    if options.report:
        return _lint_report(options, content)
    coverage = options.coverage
    found = lint_files(options.files, coverage=coverage) if options.files else lint(_project(options), coverage=coverage)
    problems = found.problems
    for line in (*map(show_coverage, found.coverage), *map(show_kept_words, found.kept)):
        print(line)
    if options.accept:
        accepted = accept(problems, content)
        print(f"{content / ACCEPTED}: {quantity(accepted.total, 'warning')} accepted, {accepted.new} new, {accepted.gone} gone")
    shown, silent = (problems, ()) if options.files else without_accepted(problems, content)
    _report(shown, options)
    if silent and not options.accept:
        print(f"{quantity(len(silent), 'warning')} accepted in {content / ACCEPTED}", file=sys.stderr)
    return int(has_errors(problems) or found.lost)


def _lint_report(options: argparse.Namespace, content: Path) -> int:
    from zhiku.commands.content_report import content_report, report_as_json, show_report
    from zhiku.pipeline.prepare import prepare

    if options.files or options.accept or options.coverage:
        print("kb lint: --report takes a content folder (--content DIR) and no other option", file=sys.stderr)
        return 2
    prepared, problems = prepare(content, lambda _: None)
    groups = content_report(prepared.base, read_content(content)[0].texts, problems)
    print(report_as_json(groups) if options.format is Format.JSON else show_report(prepared.base, groups))
    return 0


def _init(options: argparse.Namespace) -> int:
    from zhiku.commands.init import init

    if options.update:
        return _update(options)
    taken = init(options.files, options.content, topics=options.topics, choose=options.choose)
    made = taken.made
    _report(taken.problems, options)
    print(f"{options.content}: {made.summary}; {made.interface('init.remarks', n=len(taken.problems))}")
    named = made.interface("init.base", title=made.title, kind=made.interface.kind, file=(options.content / "kb.yml").as_posix())
    print(f"  {named}")
    for alternative in made.alternatives:
        print(f"  {alternative}")
    return 0


def _update(options: argparse.Namespace) -> int:
    """Show what a new version changes, and write it if the owner wants it."""
    from zhiku.commands.init import plan_update, write_update

    update = plan_update(options.files, options.content)
    _report(update.problems, options)
    for title in update.added:
        print(f"+ {title}")
    for change in update.changed:
        print("\n".join((f"~ {change.title}", *(f"    {line}" for line in change.lines))))
    for title in update.removed:
        print(f"- {title}")
    print(f"{len(update.added)} added, {len(update.changed)} changed, {len(update.removed)} removed")
    if has_errors(update.problems):
        return 1
    if not options.yes and not (sys.stdin.isatty() and input("Write this version? [y/N] ").strip().lower() in {"y", "yes"}):
        print("nothing was written; use `--yes` to write it", file=sys.stderr)
        return 0
    write_update(update, options.content)
    return 0


def _new(options: argparse.Namespace) -> int:
    from zhiku.commands.new import new

    written = new(options.folder, options.files, options.package, options.choose)
    _report_warnings(written.problems, options)
    print("\n".join(path.as_posix() for path in written.files))
    print(written.made.summary)
    for alternative in written.made.alternatives:
        print(f"  {alternative}")
    print(f"next: cd {shlex.quote(str(options.folder))} && kb serve")
    return 0


def _help(options: argparse.Namespace) -> int:
    from zhiku.commands.help import explanation

    page = explanation(options.code)
    if page is None:
        print(f"kb help: there is no code {options.code}; messages name codes such as KB201", file=sys.stderr)
        return 2
    print(page)
    return 0


def _ids(options: argparse.Namespace) -> int:
    from zhiku.commands.lint import identify

    content = _project(options).content
    ids, problems = identify(content, store=options.store)
    _report(problems, options)
    for item in ids:
        print(f"{item.entry.id}\t{item.origin}\t{item.path}:{item.line}\t{item.entry.title}")
    if options.store:
        print(f"{content / LOCK}: {quantity(len(ids), 'id')} stored; commit the file", file=sys.stderr)
    return 0


def _explain(options: argparse.Namespace) -> int:
    from zhiku.commands.explain import explain
    from zhiku.commands.explain_query import explain_query
    from zhiku.pipeline.prepare import prepare

    prepared, _ = prepare(_project(options).content, lambda _: None)
    if options.query is not None:
        print(explain_query(options.query, prepared.search))
        return 0
    entry = next((entry for entry in prepared.base.entries if entry.question.id == options.id), None)
    if entry is None:
        known = ", ".join(entry.question.id for entry in prepared.base.entries[:20])
        print(f"kb explain: there is no question `{options.id}`; there are {known} …", file=sys.stderr)
        return 2
    print(explain(entry, prepared.base))
    return 0


def _report(problems: tuple[Diagnostic, ...], options: argparse.Namespace) -> None:
    """Print problems: JSON and annotations to stdout, text for people to stderr."""
    if problems or options.format is Format.JSON:
        print(show(problems, options.format, every=options.all), file=sys.stderr if options.format is Format.TEXT else sys.stdout)
        errors = sum(problem.severity == "error" for problem in problems)
        print(f"{quantity(errors, 'error')}, {quantity(len(problems) - errors, 'warning')}", file=sys.stderr)


def _report_warnings(problems: tuple[Diagnostic, ...], options: argparse.Namespace) -> None:
    """Say how many warnings there are, by code; `kb lint` shows them."""
    if options.format is not Format.TEXT:
        _report(problems, options)
    elif problems:
        counts = Counter(problem.code for problem in problems)
        codes = ", ".join(f"{code} ×{count}" for code, count in sorted(counts.items()))
        print(f"{quantity(len(problems), 'warning')} ({codes}); `kb lint` shows them", file=sys.stderr)


def _report_built(built: Built, project: Project, options: argparse.Namespace) -> None:
    _report_news(built.problems, built.new, project.content, options)


def _report_news(
    problems: tuple[Diagnostic, ...], new: tuple[Diagnostic, ...], content: Path, options: argparse.Namespace
) -> None:
    """Show errors and the warnings that are new and not accepted; count the others."""
    from zhiku.commands.accept import without_accepted

    open_, accepted = without_accepted(problems, content)
    if options.format is not Format.TEXT:
        _report(open_, options)
        return
    unread = set(new)
    errors = [problem for problem in open_ if problem.severity is Severity.ERROR]
    warnings = [problem for problem in open_ if problem.severity is Severity.WARNING and problem in unread]
    if errors or warnings:
        print(show((*errors, *warnings), options.format, every=options.all), file=sys.stderr)
    count, fresh = len(open_) - len(errors), len(warnings)
    parts = [quantity(len(errors), "error")] if errors else []
    if fresh:
        parts.append(quantity(fresh, "new warning"))
    if count > fresh:
        parts.append(f"{quantity(count - fresh, 'warning')} as in the last build")
    if accepted:
        parts.append(f"{len(accepted)} accepted")
    if errors or count:
        ways = "`kb lint --all` shows all, `kb lint --accept` accepts them" if count else "fix the errors"
        print(f"{', '.join(parts)}; {ways}", file=sys.stderr)


class _Progress:
    """One line a step, with the seconds the step took."""

    def __init__(self) -> None:
        self._step = ""
        self._started = time.monotonic()

    def __call__(self, step: str) -> None:
        self.end()
        self._step, self._started = step, time.monotonic()
        if sys.stderr.isatty():
            print(f"… {step}", end="\r", file=sys.stderr, flush=True)

    def end(self) -> None:
        """End the last step."""
        if self._step:
            print(f"{time.monotonic() - self._started:6.2f} s  {self._step}", file=sys.stderr, flush=True)
            self._step = ""


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "serve": _serve,
    "check": _check,
    "lint": _lint,
    "init": _init,
    "new": _new,
    "help": _help,
    "ids": _ids,
    "explain": _explain,
    "export": _export,
}
