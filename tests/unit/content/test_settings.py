"""``kb.yml``: defaults, formats and synonyms (golden cases test its errors)."""

from __future__ import annotations

import pytest
from zhiku.content.question_format import ItemHead, Opener, OpenerKind, QuestionFormat
from zhiku.content.settings import Settings, read_settings
from zhiku.diagnostics.diagnostic import Severity
from zhiku.model import Analysis, SearchEngine, SectionKind, Synonyms
from zhiku.source.text import SourceText


def read(text: str) -> Settings:
    """The settings of a valid file."""
    settings, problems = read_settings(SourceText("kb.yml", text))
    assert problems == ()
    return settings


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n", "title:\nformat:\nsearch:\n"])
def test_nothing_written_is_all_defaults(text: str) -> None:
    """Every key may be missing or empty."""
    settings = read(text)
    assert (settings.title, settings.description, settings.language) == ("", "", "")
    assert settings.format == QuestionFormat()
    assert not settings.declared
    assert settings.synonyms == Synonyms((), ())


def test_everything_written() -> None:
    """All keys are read; sections that are not listed keep their labels."""
    settings = read(
        "title: 6\ndescription: a b\nlanguage: en\n"
        "format:\n  question: {level: 2, numbered: no}\n  sections: {answer: [Reply, 答]}\n"
    )
    assert (settings.title, settings.description, settings.language) == ("6", "a b", "en")
    assert settings.format.openers == (Opener(OpenerKind.HEADING, (2,)),)
    assert settings.declared
    assert settings.format.kind_of("REPLY") is SectionKind.ANSWER
    assert settings.format.kind_of("答案") is None
    assert settings.format.kind_of("解析") is SectionKind.ANALYSIS


@pytest.mark.parametrize("word", ["true", "yes", "True", "YES"])
def test_yes(word: str) -> None:
    """Booleans may be written as in YAML 1.1."""
    assert read(f"format: {{question: {{numbered: {word}}}}}").format.openers[0].numbered is True


def test_several_ways_of_opening() -> None:
    """A list declares several openers, which may have several levels; some kinds need neither level nor number."""
    text = (
        "format:\n  question: [{level: [3, 4]}, {open: item, head: bold}, {open: bold, numbered: yes, inline: yes}]\n  parts: 1\n"
    )
    form = read(text + "  dollars: yes\n  contents: [索引]\n  asides: []\nseverity: {KB115: off, KB116: error}\n").format
    assert form.openers == (
        Opener(OpenerKind.HEADING, (3, 4), numbered=True),
        Opener(OpenerKind.ITEM, head=ItemHead.BOLD),
        Opener(OpenerKind.BOLD, numbered=True, inline=True),
    )
    assert (form.parts, form.dollars, form.contents, form.asides) == (1, True, ("索引",), ())


def test_severities() -> None:
    """A code can be an error, a warning, or off."""
    found = dict(read("severity: {KB115: off, KB116: error, KB401: warning}").severities)
    assert found == {"KB115": None, "KB116": Severity.ERROR, "KB401": Severity.WARNING}


def test_synonyms() -> None:
    """Groups are symmetric; arrows lead one way, to one or several words; full-width commas and arrows are supported."""
    settings = read("search:\n  synonyms:\n    - a = b ＝ c\n    - d → e, f，g、h\n    - i, l -> j\n    - k => l\n")
    assert settings.synonyms == Synonyms(
        (("a", "b", "c"),), (("d", ("e", "f", "g", "h")), ("i", ("j",)), ("l", ("j",)), ("k", ("l",)))
    )


def test_the_search_engine() -> None:
    """Chosen by size unless the owner names one; unknown names are reported."""
    assert read("").engine is SearchEngine.AUTO
    assert read("search:\n  engine: chunks\n").engine is SearchEngine.CHUNKS
    _, (problem,) = read_settings(SourceText("kb.yml", "search:\n  engine: solr\n"))
    assert (problem.code, problem.hint) == ("KB303", "expected one of auto, lunr, chunks")


@pytest.mark.parametrize(
    ("written", "expected"),
    [("true", tuple(Analysis)), ("false", ()), ("[related, concepts]", (Analysis.CONCEPTS, Analysis.RELATED)), ("[]", ())],
)
def test_what_is_found(written: str, expected: tuple[Analysis, ...]) -> None:
    """All, nothing or a list, in whatever order it is written."""
    assert read(f"find: {written}\n").find == expected


def test_unknown_findings_are_errors() -> None:
    """A misspelled value says which there are."""
    _, (problem,) = read_settings(SourceText("kb.yml", "find: [topic]\n"))
    assert (problem.line, problem.column) == (1, 8)
    assert "concepts, topics, related" in f"{problem.message} {problem.hint}"


def test_files_of_questions() -> None:
    """Files are named by their paths or by patterns; without the key, all of them hold questions."""
    form = read("format: {files: [faq.md, 'de/*.md', 'a[1].md']}").format
    assert [form.has_questions(file) for file in ("faq.md", "de/faq.md", "a[1].md", "guide/faq.md")] == [True, True, True, False]
    assert read("format: {parts: 1}").format.has_questions("guide/faq.md")


def test_labelled_files_were_called_numbered() -> None:
    """The key of earlier versions is read, with a warning that names the new one; other values of it say nothing."""
    new, problems = read_settings(SourceText("kb.yml", "format: {question: {open: document, labelled: true}}"))
    assert (new.format.openers, problems) == ((Opener(OpenerKind.DOCUMENT, labelled=True),), ())
    old, problems = read_settings(SourceText("kb.yml", "format: {question: {open: document, numbered: true}}"))
    assert old.format == new.format
    assert [(item.code, item.severity, item.message) for item in problems] == [
        ("KB302", Severity.WARNING, "`numbered` is called `labelled` where a question is a file")
    ]
    plain, problems = read_settings(SourceText("kb.yml", "format: {question: {open: document, numbered: false}}"))
    assert (plain.format.openers, problems) == ((Opener(OpenerKind.DOCUMENT),), ())
