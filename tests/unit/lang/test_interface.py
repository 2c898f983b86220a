"""Interface strings: found by language and kind of base, all used, and defined nowhere else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import yaml
from zhiku.lang.interface import FALLBACK, Interface, interface, kinds, languages, read_ui
from zhiku.lang.reader import HAN
from zhiku.model import SectionKind

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "generator" / "zhiku"
SLOT = re.compile(r"\{(\w+)\}")
CJK = re.compile(f"[{HAN}぀-ヿ가-힣]")


def flat(language: str) -> dict[str, list[str]]:
    """All forms of each string of a language's file."""
    return {
        f"{section}.{name}": list(text.values()) if isinstance(text, dict) else [text]
        for section, texts in read_ui(language).items()
        if isinstance(texts, dict) and section != "words"
        for name, text in texts.items()
    }


def test_topics_without_domains() -> None:
    """Where the owner names no domain, Chinese does not call topics so; an examination and the owner have words of their own."""
    assert interface("zh")("words.topics") == "领域"
    assert interface("zh", has_own_domains=False)("words.topics") == "主题"
    assert interface("zh", "exam", has_own_domains=False)("words.topics") == "知识点"
    assert interface("zh", words=(("topics", "方面"),), has_own_domains=False)("words.topics") == "方面"
    assert interface("en", has_own_domains=False)("words.topics") == "topics"


def test_no_value_is_named_like_a_noun() -> None:
    """A noun of the interface is filled in first, so a value of the same name would never be shown."""
    nouns = {name for language in languages() for words in read_ui(language)["words"].values() for name in words}
    given = {key: {slot for form in forms for slot in SLOT.findall(form)} for key, forms in flat(FALLBACK).items()}
    english = {name for words in read_ui(FALLBACK)["words"].values() for name in words}
    named = {(key, slot) for key, slots in given.items() for slot in slots - english} | passed()
    assert {(key, name) for key, name in named if name in nouns} == set()


def passed() -> set[tuple[str, str]]:
    """The names of the values that Python passes with each key."""
    calls = (node for path in PACKAGE.rglob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    keys = flat(FALLBACK).keys()
    return {
        (node.args[0].value, str(keyword.arg))
        for node in calls
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value in keys
        for keyword in node.keywords
    }


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_of_base_has_its_words(kind: str) -> None:
    """No placeholder for a word of a kind stays unfilled, and all sections have a title."""
    nouns = {name for language in languages() for words in read_ui(language)["words"].values() for name in words}
    for language in languages():
        t = interface(language, kind)
        left = {slot for text in t.strings.values() for form in _forms(text) for slot in SLOT.findall(form)}
        assert not left & (nouns | {"Item", "Items", "Topic", "Topics"}), language
        for section in SectionKind:
            assert t(f"words.{section}")


def _forms(text: object) -> list[str]:
    return list(text.values()) if isinstance(text, dict) else [str(text)]


USED = re.compile(r"""(?<![\w.])(?:t|words|shown|translate|interface)\(\s*f?["'`]([a-z]+\.[A-Za-z_]+)["'`]""")


def sources() -> list[Path]:
    """All files that may show a string."""
    found = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.j2"), *(ROOT / "overrides").rglob("*.html"), *(ROOT / "web").rglob("*.ts")]
    return [path for path in found if "assets" not in path.parts]


def test_every_key_that_is_used_exists() -> None:
    """A mistyped key would be shown to readers."""
    known = interface(FALLBACK).strings
    used = {key for path in sources() for key in USED.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 50
    assert {key for key in used if key not in known and key not in {"search.search", "search.all_items"}} == set()


def test_every_key_is_used() -> None:
    """No string is unused."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    made = (
        "cards.",
        "question.task_",
        "box.",
        "init.by_",
        "init.open_",
        "init.formulas_",
        "search.prompt",
        "search.answer",
        "search.analysis",
        "search.concept",
        "search.domain",
    )
    unused = [key for key in flat(FALLBACK) if f'"{key}"' not in text and f"'{key}'" not in text and not key.startswith(made)]
    assert unused == []


def test_no_string_is_in_python() -> None:
    """Python literals contain no CJK letters, except docstrings."""
    found = []
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        shown = path.relative_to(ROOT).as_posix()
        found += [
            f"{shown}:{node.lineno}: {node.value}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose
            if CJK.search(node.value) and shown not in WORD_LISTS
        ]
    assert found == []


WORD_LISTS = {
    f"generator/zhiku/{name}.py"
    for name in (
        # Patterns of the analysis that are still written in code; none of them is shown.
        *("analysis/clauses", "analysis/domains", "analysis/concepts/extract", "analysis/concepts/name_rules"),
        *("analysis/related/features", "search/segmentation", "parsing/detect", "parsing/numbering", "parsing/openings"),
        *("parsing/blocks", "parsing/structure_lint", "parsing/section_labels"),
    )
}


JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
CODE = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
SHOWN = re.compile(r">([^<>]+)<|\b(?:aria-label|title|placeholder|alt)=\"([^\"]+)\"")


@pytest.mark.parametrize("path", [path for path in sources() if path.suffix in {".j2", ".html"}], ids=lambda path: path.name)
def test_no_string_is_in_a_template(path: Path) -> None:
    """There are no letters between tags and in visible attributes of templates."""
    plain = CODE.sub("", JINJA.sub("", path.read_text(encoding="utf-8")))
    shown = [text for pair in SHOWN.findall(plain) for text in pair if re.search(r"[^\W\d_]{2}", text)]
    assert [text for text in shown if text.strip() != "404"] == []
    assert not CJK.search(plain)


def test_no_string_is_in_a_script() -> None:
    """The browser's user interface contains no CJK letters, except comments."""
    for folder in ("ui", "preview", "study"):
        for path in (ROOT / "web" / folder).glob("*.ts"):
            code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
            assert not CJK.search(code), path


def test_plurals_follow_the_language() -> None:
    """Singular and plural differ in English, not in Chinese."""
    assert (interface("en")("site.count", n=1), interface("en")("site.count", n=2)) == ("1 question", "2 questions")
    assert (interface("zh")("site.count", n=1), interface("zh", "faq")("site.count", n=2)) == ("1 题", "2 个问题")


@pytest.mark.parametrize(
    ("language", "shown"),
    [("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-CN", "zh"), ("en-GB", "en"), ("eo", "en"), ("EN", "en"), ("no", "nb")],
)
def test_the_nearest_language_is_shown(language: str, shown: str) -> None:
    """A tag falls back to its base language, Chinese by script, others to English."""
    assert interface(language).shown == shown


def test_own_words_win() -> None:
    """The owner's word for topics is used in every string that names them."""
    assert interface("en", "questions", (("Topics", "Fields"),))("search.topics") == "Fields"


def test_html_escapes_all_but_markup() -> None:
    """Values are escaped unless they are marked as HTML."""
    t: Interface = interface("en")
    assert t.html("question.both_say", words="<b>") == "Both speak of &lt;b&gt;"
    assert t.html("moved.text", link=t.html("moved.link")) == "This page has moved: new address"


def test_files_are_plain_yaml() -> None:
    """No string is parsed as a number or boolean."""
    for language in languages():
        data = yaml.safe_load((PACKAGE / "lang" / "ui" / f"{language}.yml").read_text(encoding="utf-8"))
        assert all(isinstance(form, str) for forms in flat(language).values() for form in forms)
        assert isinstance(data["language"], str)


@pytest.mark.parametrize(
    ("language", "described"),
    [
        ("en", "1 question, 2 concepts; 18 questions, 1 concept"),
        ("pl", "1 pytanie, 2 pojęcia; 18 pytań, 1 pojęcie"),
        ("cs", "1 otázka, 2 pojmy; 18 otázek, 1 pojem"),
        ("he", "שאלה אחת, שני מושגים; 18 שאלות, מושג אחד"),
        ("ru", "1 вопрос, 2 понятия; 18 вопросов, 1 понятие"),
        ("zh", "1 题，2 个概念; 18 题，1 个概念"),
    ],
)
def test_each_of_two_numbers_has_its_own_plural(language: str, described: str) -> None:
    """A description counts questions and concepts."""
    t = interface(language)
    counts = [
        t("site.description", count=t("site.count", n=questions), concepts=t("concepts.count", n=concepts))
        for questions, concepts in ((1, 2), (18, 1))
    ]
    assert "; ".join(counts) == described
