"""What every built site must fulfil, whatever its text: read from the finished files with BeautifulSoup, not with ``kb check``.

``KB_SITE=site pytest tests/site/test_any_site.py`` tests the existing site in ``site/``.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.support.commonmark import authors_text
from tests.support.sites import Site, one, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup

LOADING = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "track": ("src",),
    "input": ("src",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
NOT_LOADING_RELS = {"canonical", "prev", "next", "alternate", "edit", "license", "author", "help"}
CSS_URL = re.compile(r"""(?:url\(\s*|@import\s+)(?P<quote>["']?)(?P<url>[^"')\s;]+)(?P=quote)""")
RAW_TEX = re.compile(r"\\[(\[)\]]|\\(?:frac|sum|hat|cdot|log|text|begin|mathbb|sigma|times)\b|\$\$")
KINDS = ("prompt", "answer", "analysis")
GENERAL = "general"


# --- addresses --------------------------------------------------------------------------------------------------------


def address_of(site: Site, page: str) -> str:
    """The address of a page; for the 404 page one deep in the site, at which relative links would fail."""
    if page == "404.html":
        return urljoin(site.address, "nothing/stands/here/")
    return urljoin(site.address, page.removesuffix("index.html"))


def css_urls(css: str) -> Iterator[str]:
    """The addresses that a style sheet loads, except embedded data and fragments."""
    for match in CSS_URL.finditer(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        if not match["url"].startswith(("data:", "#")):
            yield match["url"]


def loaded(page: BeautifulSoup) -> Iterator[str]:
    """Every address that a browser loads by itself."""
    for name, attributes in LOADING.items():
        for tag in page.find_all(name):
            for attribute in attributes:
                value = str(tag.get(attribute) or "")
                yield from (part.split()[0] for part in value.split(",") if part.strip()) if attribute == "srcset" else [value]
    for tag in page.find_all("link", href=True):
        if not set(tag.get_attribute_list("rel")) <= NOT_LOADING_RELS:
            yield str(tag["href"])
    for tag in page.find_all("style"):
        yield from css_urls(tag.get_text())
    for tag in page.find_all(style=True):
        yield from css_urls(str(tag["style"]))
    for tag in page.find_all("meta", attrs={"http-equiv": re.compile("refresh", re.IGNORECASE)}):
        yield str(tag.get("content", "")).partition("url=")[2]


def outgoing(page: BeautifulSoup) -> Iterator[str]:
    """Every address that a reader can follow."""
    for tag in page.find_all(["a", "area"], href=True):
        yield str(tag["href"])
    for tag in page.find_all("form", action=True):
        yield str(tag["action"])


def file_at(site: Site, url: str) -> str | None:
    """The file that a web server returns for an address of the site; ``None`` if there is none."""
    path = unquote(urlsplit(url).path)
    if not path.startswith(site.base_path):
        return None
    name = path.removeprefix(site.base_path)
    found = f"{name}index.html" if name == "" or name.endswith("/") else name
    return found if found in site.files else None


def same_site(site: Site, url: str) -> bool:
    """True if an address is on the host of the site."""
    return urlsplit(url)[:2] == urlsplit(site.address)[:2]


def test_every_link_leads_to_a_file_of_the_site(site: Site) -> None:
    """Every link within the host is under the site's path and leads to a file."""
    broken = [
        f"{name}: {url}"
        for name, page in site.pages.items()
        for url in outgoing(page)
        for target in [urljoin(address_of(site, name), url)]
        if same_site(site, target) and file_at(site, target) is None
    ]
    assert broken == []


def test_every_anchor_is_there(site: Site) -> None:
    """A link with a fragment leads to an element with that id (or a named anchor) on the page it names."""
    anchors = {
        name: {str(tag["id"]) for tag in page.find_all(id=True)}
        | {str(tag["name"]) for tag in page.find_all("a", attrs={"name": True})}
        for name, page in site.pages.items()
    }
    broken = [
        f"{name}: {url}"
        for name, page in site.pages.items()
        for url in outgoing(page)
        for target in [urljoin(address_of(site, name), url)]
        if (fragment := unquote(urlsplit(target).fragment)) and same_site(site, target)
        if fragment not in anchors.get(file_at(site, target) or "", set())
    ]
    assert broken == []


def test_everything_a_page_loads_is_a_file_of_the_site(site: Site) -> None:
    """Pages load nothing from other hosts, and everything that they load exists."""
    broken = [
        f"{name}: {url}"
        for name, page in site.pages.items()
        for url in loaded(page)
        if url and not url.startswith(("data:", "#"))
        for target in [urljoin(address_of(site, name), url)]
        if not same_site(site, target) or file_at(site, target) is None
    ]
    assert broken == []


def test_everything_a_style_sheet_loads_is_a_file_of_the_site(site: Site) -> None:
    """Style sheets load nothing from other hosts, and everything that they load exists."""
    broken = [
        f"{name}: {url}"
        for name in site.files
        if name.endswith(".css")
        for url in css_urls((site.folder / name).read_text(encoding="utf-8"))
        for target in [urljoin(urljoin(site.address, name), url)]
        if not same_site(site, target) or file_at(site, target) is None
    ]
    assert broken == []


def test_links_within_the_site_are_relative(site: Site) -> None:
    """Links between pages are relative (in the 404 page from the root), so a copy works on another host or a disk."""
    host = urlsplit(site.address).netloc
    named = [
        f"{name}: {url}"
        for name, page in site.pages.items()
        for url in (*outgoing(page), *loaded(page))
        if urlsplit(url).netloc == host
    ]
    assert named == []


# --- all pages --------------------------------------------------------------------------------------------------------


def test_every_page_has_a_unique_title(site: Site) -> None:
    """A page has a language, one h1 and a unique title."""
    for name, page in site.pages.items():
        assert one(page, "html")["lang"] == site.data["language"], name
        assert words(one(page, "head > title")), name
        assert len(page.select("h1")) == 1, name
    titles = Counter(words(one(page, "head > title")) for name, page in site.pages.items() if name != "404.html")
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_has_a_description_and_its_address(site: Site) -> None:
    """A page has a description and its canonical address; the 404 page has no address."""
    for name, page in site.pages.items():
        assert str(one(page, 'meta[name="description"]')["content"]).strip(), name
        if name == "404.html":
            assert page.select('link[rel="canonical"]') == []
        else:
            assert one(page, 'link[rel="canonical"]')["href"] == address_of(site, name)


def test_ids_are_unique_on_every_page(site: Site) -> None:
    """Ids are unique within a page."""
    for name, page in site.pages.items():
        counts = Counter(str(tag["id"]) for tag in page.find_all(id=True))
        assert [identity for identity, count in counts.items() if count > 1] == [], name


def test_no_raw_tex_is_left(site: Site) -> None:
    """Outside code and annotations there is no TeX, no placeholder of a formula and no red formula."""
    for name in site.pages:
        page = site.parse(name)
        assert page.select(".arithmatex, .katex-error") == [], name
        for tag in page.select("script, style, code, pre, annotation"):
            tag.decompose()
        found = RAW_TEX.search(page.get_text())
        assert found is None, f"{name}: {found}"


def test_katex_error_colour_is_nowhere(site: Site) -> None:
    """No page contains #cc0000, in which KaTeX shows formulas that it cannot set."""
    assert [
        name for name, page in site.pages.items() if page.select('[style*="cc0000" i]') or page.select('[mathcolor="#cc0000" i]')
    ] == []


def test_nothing_in_a_page_runs_author_code(site: Site) -> None:
    """The article of a question contains no script, event handler, ``javascript:`` address or frame."""
    for name, page in site.pages.items():
        for article in page.select("article[data-question] .kb-text"):
            assert article.find_all(["script", "iframe", "object", "embed", "form", "style", "link", "meta"]) == [], name
            for tag in article.select("*"):
                assert [key for key in tag.attrs if key.lower().startswith("on")] == [], name
                assert not re.match(
                    r"\s*(?:javascript|vbscript|data):", str(tag.get("href") or tag.get("src") or ""), re.IGNORECASE
                ), name


# --- questions.json ---------------------------------------------------------------------------------------------------

TEXT, NUMBER, SCORE = str, int, float
RELATION = {"id": TEXT, "score": SCORE, "kind": ("related", "duplicate"), "reasons": [TEXT]}
EVIDENCE = {"text": TEXT, "line": NUMBER}
SCHEMA = {
    "schema": (1,),
    "title": TEXT,
    "language": TEXT,
    "domains": [{"id": TEXT, "kind": ("domain", "part", "topic"), "name": TEXT, "count": NUMBER, "url": TEXT}],
    "concepts": [{"id": TEXT, "name": TEXT, "aliases": [TEXT], "questions": [TEXT], "url": TEXT}],
    "questions": [
        {
            "id": TEXT,
            "number": (None, NUMBER),
            "title": TEXT,
            "url": TEXT,
            "source": {"file": TEXT, "start_line": NUMBER, "end_line": NUMBER},
            "sections": {"prompt": TEXT, "answer": TEXT, "analysis": TEXT},
            "domains": [{"id": TEXT, "strength": ("about", "mentions"), "evidence": [EVIDENCE]}],
            "concepts": [TEXT],
            "formulas": NUMBER,
            "related": [RELATION],
        }
    ],
}


def misfits(value: Any, schema: Any, place: str = "$") -> Iterator[str]:  # noqa: ANN401 - JSON
    """The paths at which a value differs from a form: dicts list the keys, lists the form of items, tuples alternatives."""
    match schema:
        case dict():
            if not isinstance(value, dict) or value.keys() != schema.keys():
                yield f"{place}: {sorted(value) if isinstance(value, dict) else value!r} instead of {sorted(schema)}"
                return
            for key, inner in schema.items():
                yield from misfits(value[key], inner, f"{place}.{key}")
        case tuple():
            if value not in schema and not any(isinstance(kind, type) and type(value) is kind for kind in schema):
                yield f"{place}: {value!r} is none of {schema}"
        case [inner]:
            if not isinstance(value, list):
                yield f"{place}: {value!r} is no list"
                return
            for index, item in enumerate(value):
                yield from misfits(item, inner, f"{place}[{index}]")
        case _:
            if type(value) is not schema:
                yield f"{place}: {value!r} is no {schema.__name__}"


def test_questions_json_has_the_agreed_form(site: Site) -> None:
    """It has exactly the documented keys, with values of the documented types."""
    assert list(misfits(site.data, SCHEMA)) == []


def test_questions_json_agrees_with_itself(site: Site) -> None:
    """Ids are unique, references and line ranges exist, counts are right, and scores lie in 0..1 in descending order."""
    questions = site.data["questions"]
    ids = [question["id"] for question in questions]
    domains = {domain["id"]: domain for domain in site.data["domains"]}
    assert len(set(ids)) == len(ids) > 0
    for question in questions:
        assert 1 <= question["source"]["start_line"] <= question["source"]["end_line"]
        about = [tag["id"] for tag in question["domains"] if tag["strength"] == "about"]
        assert about, "a question without any domain is general"
        assert GENERAL not in about or about == [GENERAL]
        assert set(about) <= domains.keys()
        assert len({tag["id"] for tag in question["domains"]}) == len(question["domains"])
        for tag in question["domains"]:
            assert all(
                question["source"]["start_line"] <= item["line"] <= question["source"]["end_line"] for item in tag["evidence"]
            )
        related = [relation["id"] for relation in question["related"]]
        assert len(set(related)) == len(related)
        assert set(related) <= set(ids) - {question["id"]}
        assert all(0 < relation["score"] <= 1 for relation in question["related"])
    counts = Counter(tag["id"] for question in questions for tag in question["domains"] if tag["strength"] == "about")
    assert {identity: domain["count"] for identity, domain in domains.items()} == counts


# --- pages of questions ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def questions(site: Site) -> list[tuple[dict[str, Any], BeautifulSoup]]:
    """Every question of ``questions.json`` with its page."""
    return [(question, site.pages[f"{question['url']}index.html"]) for question in site.data["questions"]]


Questions = list[tuple[dict[str, Any], "BeautifulSoup"]]


def test_every_page_of_a_question_is_known(site: Site, questions: Questions) -> None:
    """The pages that carry ``data-question`` on their article are those of ``questions.json``, one each."""
    carried = {
        name: str(tag["data-question"]) for name, page in site.pages.items() for tag in page.select("article[data-question]")
    }
    assert carried == {f"questions/{question['id']}/index.html": question["id"] for question, _ in questions}
    assert all(question["url"] == f"questions/{question['id']}/" for question, _ in questions)


def test_heads_of_questions(questions: Questions) -> None:
    """The h1 is the title, the document's title starts with it, and sections have the documented ids."""
    for question, page in questions:
        assert words(one(page, "article h1")) == " ".join(question["title"].split())
        assert words(one(page, "head > title")).startswith(" ".join(question["title"].split()))
        wanted = [kind for kind in KINDS if question["sections"][kind]] + (["related"] if question["related"] else [])
        assert [tag["id"] for tag in page.select("article h2[id]") if tag["id"] in {*KINDS, "related"}] == wanted


def test_as_many_formulas_as_the_text_has(questions: Questions) -> None:
    """Each formula of the text is on the page once, as glyphs and as MathML with its TeX."""
    for question, page in questions:
        article = authors_text(one(page, "article[data-question]"))
        assert len(article.select(".katex")) == question["formulas"], question["id"]
        assert len(article.select(".katex .katex-html[aria-hidden=true]")) == question["formulas"]
        assert len(article.select(".katex math annotation[encoding='application/x-tex']")) == question["formulas"]


def test_tags_lead_to_their_domains(site: Site, questions: Questions) -> None:
    """The chips of a question are the domains it is about, in order, linked to their pages.

    If no question has a domain, no chips are shown.
    """
    domains = {domain["id"]: domain for domain in site.data["domains"]}
    for question, page in questions:
        about = [
            domains[tag["id"]] for tag in question["domains"] if tag["strength"] == "about" and domains.keys() != {"general"}
        ]
        chips = page.select("article .kb-head .kb-chip")
        assert [words(chip) for chip in chips] == [domain["name"] for domain in about]
        for chip, domain in zip(chips, about, strict=True):
            target = urljoin(urljoin(site.address, question["url"]), str(chip["href"]))
            assert target == urljoin(site.address, domain["url"])


def test_related_questions_are_shown_with_reasons(questions: Questions) -> None:
    """Related questions are on the page in order, with their reasons; duplicates are marked."""
    titled = {question["id"]: question["title"] for question, _ in questions}
    for question, page in questions:
        items = page.select("article .kb-related > li")
        assert [one(item, "a[data-question]")["data-question"] for item in items] == [
            relation["id"] for relation in question["related"]
        ]
        for item, relation in zip(items, question["related"], strict=True):
            # Two similar sentences are one reason in the data, and quoted one after the other on the page unless they are titles.
            parts = {part for reason in relation["reasons"] for part in reason.split(" ≈ ")}
            titles = question["title"], titled[relation["id"]]
            assert all(part in words(item) or any(title.startswith(part.rstrip("…")) for title in titles) for part in parts)
            assert bool(item.select(".kb-related__kind")) == (relation["kind"] == "duplicate")


def test_neighbours_form_one_chain(site: Site, questions: Questions) -> None:
    """Previous and next lead through all questions in order."""
    order = [question["url"] for question, _ in questions]
    for index, (question, page) in enumerate(questions):
        here = urljoin(site.address, question["url"])
        for rel, neighbour in (("prev", index - 1), ("next", index + 1)):
            wanted = [urljoin(site.address, order[neighbour])] if 0 <= neighbour < len(order) else []
            assert [urljoin(here, str(tag["href"])) for tag in page.select(f"article a[rel={rel}]")] == wanted


def test_everything_added_to_the_text_is_marked(questions: Questions) -> None:
    """Tags, relations and the foot of the page have ``data-added``; links to items in the text have no words."""
    for _, page in questions:
        article = one(page, "article[data-question]")
        assert all(tag.has_attr("data-added") for tag in article.select(".kb-chips, .kb-related, .kb-foot"))
        assert not any(words(tag) for tag in article.select(".kb-text [data-added]"))


def test_the_source_is_named(questions: Questions) -> None:
    """The foot shows file and lines of the question, linked to the repository if there is one."""
    for question, page in questions:
        foot, source = one(page, "article .kb-source"), question["source"]
        assert f"{source['file']} 第 {source['start_line']}–{source['end_line']} 行" in words(foot)
        for link in foot.select("a"):
            assert str(link["href"]).endswith(f"#L{source['start_line']}-L{source['end_line']}")


# --- indexes ----------------------------------------------------------------------------------------------------------


def listed(page: BeautifulSoup) -> list[str]:
    """The ids of the questions that a page lists, in order."""
    return [str(tag["data-question"]) for tag in page.select("ol.kb-questions > li[data-question]")]


def test_index_of_all_questions(site: Site, questions: Questions) -> None:
    """``questions/`` lists every question once, in the order of the text, with its title."""
    page = site.pages["questions/index.html"]
    assert listed(page) == [question["id"] for question, _ in questions]
    links = [one(item, "a:not(.kb-chip)") for item in page.select("ol.kb-questions > li")]
    assert [words(link) for link in links] == [" ".join(question["title"].split()) for question, _ in questions]
    here = address_of(site, "questions/index.html")
    assert [urljoin(here, str(link["href"])) for link in links] == [
        urljoin(site.address, question["url"]) for question, _ in questions
    ]


def test_every_domain_lists_its_questions(site: Site, questions: Questions) -> None:
    """The page of a domain has its name as h1, lists the questions about it, and shows their number."""
    for domain in site.data["domains"]:
        page = site.pages[f"{domain['url']}index.html"]
        about = [
            question["id"]
            for question, _ in questions
            if {"id": domain["id"], "strength": "about"}.items() <= _tag(question, domain).items()
        ]
        assert words(one(page, "h1")) == domain["name"]
        assert listed(page) == about
        assert len(about) == domain["count"] > 0
        assert words(one(page, ".kb-lead")).startswith(f"{domain['count']} 题")


def _tag(question: dict[str, Any], domain: dict[str, Any]) -> dict[str, Any]:
    return next((tag for tag in question["domains"] if tag["id"] == domain["id"]), {})


def test_mentions_are_listed_apart(site: Site, questions: Questions) -> None:
    """Questions that only mention a domain are listed under a separate heading."""
    for domain in site.data["domains"]:
        page = site.pages[f"{domain['url']}index.html"]
        mentioning = [question["url"] for question, _ in questions if _tag(question, domain).get("strength") == "mentions"]
        here = urljoin(site.address, domain["url"])
        shown = [urljoin(here, str(tag["href"])).removeprefix(site.address) for tag in page.select(".kb-mentions a")]
        assert shown == mentioning
        assert len(page.select("h2#mentions")) == bool(mentioning)


@pytest.mark.parametrize("name", ["index.html", "domains/index.html"])
def test_cards_of_domains(site: Site, name: str) -> None:
    """The home page and the index of domains show a card with count and link for every domain.

    If no question has a domain, the home page shows none.
    """
    page = site.pages[name]
    cards = page.select("ul.kb-domains a[data-domain]")
    told_apart = name != "index.html" or any(domain["id"] != "general" for domain in site.data["domains"])
    domains = site.data["domains"] if told_apart else []
    assert [card["data-domain"] for card in cards] == [domain["id"] for domain in domains]
    for card, domain in zip(cards, domains, strict=True):
        assert urljoin(address_of(site, name), str(card["href"])) == urljoin(site.address, domain["url"])
        assert words(one(card, ".kb-domain__name")) == domain["name"]
        assert words(one(card, ".kb-domain__count")) == f"{domain['count']} 题"


def test_home_lists_questions_in_order(site: Site, questions: Questions) -> None:
    """The home page lists all questions of a small base, or the first of a large one and a link to the rest."""
    page = site.pages["index.html"]
    shown = listed(page)
    assert shown == [question["id"] for question, _ in questions][: len(shown)]
    assert shown
    if len(shown) < len(questions):
        assert one(page, ".kb-more a")["href"] == "questions/"


def test_the_404_page_links_to_the_site(site: Site) -> None:
    """The 404 page links home, to all questions and to the domains, at whatever address it is shown."""
    page = site.pages["404.html"]
    here = address_of(site, "404.html")
    ways = {urljoin(here, str(tag["href"])) for tag in page.select("article a")}
    assert {urljoin(site.address, way) for way in ("", "questions/", "domains/")} <= ways


def test_sitemap_names_every_page(site: Site) -> None:
    """The sitemap has the canonical address of every page except the 404 page; without addresses there is no sitemap."""
    if not site.pages["index.html"].select('link[rel="canonical"]'):
        assert not {"sitemap.xml", "sitemap.xml.gz"} & site.files
        return
    sitemap = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    named = re.findall(r"<loc>([^<]+)</loc>", sitemap)
    assert sorted(named) == sorted(address_of(site, name) for name in site.pages if name != "404.html")
