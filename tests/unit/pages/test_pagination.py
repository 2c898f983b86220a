"""Long lists divided into pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from zhiku.pages.pagination import paginate, url_of


@given(st.integers(0, 50), st.integers(1, 9))
def test_the_pages_of_a_list_contain_every_item_once_and_link_to_each_other(count: int, longest: int) -> None:
    """All items in order on as few pages as possible; each links to its neighbours and both ends."""
    found = paginate("domains/a.md", range(count), longest)
    assert [item for page in found for item in page.items] == [*range(count)]
    assert all(len(page.items) <= longest for page in found)
    assert len({page.path for page in found}) == len(found)
    addresses = [url_of(page.path) for page in found]
    for index, page in enumerate(found):
        assert page.previous == (addresses[index - 1] if index else None)
        assert page.next == (addresses[index + 1] if index + 1 < len(found) else None)
        named = {page[1] for page in page.pager if page}
        assert named == ({addresses[0], addresses[-1]} | named if len(found) > 1 else set())


def test_the_first_page_of_a_list_has_the_address_of_the_list() -> None:
    """Addresses do not change when a list grows."""
    first, second = paginate("questions/index.md", range(3), 2)
    assert (first.path, first.root) == ("questions/index.md", "../")
    assert (second.path, second.root) == ("lists/questions/2.md", "../../../")
    assert paginate("domains/a.md", range(3), 2)[1].path == "lists/domains/a/2.md"
    assert paginate("domains/a.md", ())[0].pager == ()


def test_a_pager_shows_both_ends_and_adjacent_pages() -> None:
    """Both ends and the adjacent pages, with a gap for others between them."""
    middle = paginate("domains/a.md", range(20), 1)[9]
    assert [page and page[0] for page in middle.pager] == [1, None, 8, 9, 10, 11, 12, None, 20]


def test_a_page_lists_two_hundred_items() -> None:
    """Shorter lists are not divided."""
    assert [len(page.items) for page in paginate("a.md", range(200))] == [200]
    assert [len(page.items) for page in paginate("a.md", range(201))] == [200, 1]
