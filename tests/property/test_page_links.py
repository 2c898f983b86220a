"""Addresses in pages are resolved as browsers do it, also the many that are recognized at a glance."""

from __future__ import annotations

from urllib.parse import unquote, urljoin, urlsplit

from hypothesis import example, given
from hypothesis import strategies as st
from zhiku.output.page_facts import SITE, Target, resolve

PAGES = ("index.html", "questions/1/index.html", "lists/concepts/a/index.html", "404.html")
WORDS = st.sampled_from(["a", "questions", "x.css", "kb-1", "概念", "%E6%A6%82", ".hidden", "a b"])
PATHS = st.lists(WORDS | st.sampled_from(["..", ".", ""]), max_size=5).map("/".join)
URLS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "/", "../", "../../", "https://example.org/", "HTTP://example.org", "mailto:a@b", f"{SITE}/"]),
    PATHS,
    st.sampled_from(["", "?", "?q=1", "?q=a%20b&c=概"]),
    st.sampled_from(["", "#", "#top", "#答案", "#%E7%AD%94", "#a b", "#a/../b"]),
)


def expected(path: str, url: str, *, loaded: bool) -> Target | str | None:
    """What the URL standard says, by the standard library; the code of a broken link."""
    if url.startswith("mailto:"):
        return None
    target = urlsplit(urljoin(f"{SITE}/{path.removesuffix('index.html')}", url))
    if f"{target.scheme}://{target.netloc}" != SITE:
        return "KB707" if loaded else None
    return Target(unquote(target.path).removeprefix("/"), unquote(target.fragment), loaded)


@given(st.sampled_from(PAGES), URLS, st.booleans())
@example(path="questions/1/index.html", url="../..", loaded=False)
@example(path="questions/1/index.html", url="../../study/?question=1", loaded=False)
@example(path="questions/1/index.html", url="?a=1#b", loaded=False)
def test_addresses_are_resolved_as_browsers_do_it(path: str, url: str, loaded: bool) -> None:  # noqa: FBT001 - given by Hypothesis
    """However they are written."""
    found = resolve(path, url, "/", loaded=loaded)
    assert (found[0] if isinstance(found, tuple) and not isinstance(found, Target) else found) == expected(
        path, url, loaded=loaded
    )
