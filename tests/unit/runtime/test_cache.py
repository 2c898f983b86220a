"""The cache: lookups, when it is written, and eviction."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from zhiku.runtime.cache import Cache, MemoryCache, pack

if TYPE_CHECKING:
    from pathlib import Path


def compute(cache: Cache, *inputs: str) -> tuple[str, bool]:
    """The inputs in upper case, recording which were computed."""
    computed: list[bool] = []

    def work() -> str:
        computed.append(True)
        return "".join(inputs).upper()

    return cache.get_or_compute(cache.key(lambda: inputs), work), bool(computed)


def test_a_saved_value_is_found_by_the_next_cache(tmp_path: Path) -> None:
    """With the same inputs and the same program only."""
    path = tmp_path / "cache"
    cache = Cache(path, "one")
    assert compute(cache, "tea") == ("TEA", True)
    assert compute(cache, "tea") == ("TEA", False)
    cache.save()
    assert compute(Cache(path, "one"), "tea") == ("TEA", False)
    assert compute(Cache(path, "one"), "cup") == ("CUP", True)
    assert compute(Cache(path, "other"), "tea") == ("TEA", True)


def test_nothing_is_written_before_it_is_saved(tmp_path: Path) -> None:
    """A build that fails does not change or create the file."""
    path = tmp_path / "cache"
    compute(Cache(path), "tea")
    assert not path.exists()
    saved = Cache(path)
    compute(saved, "tea")
    saved.save()
    compute(Cache(path), "cup")
    assert compute(Cache(path), "cup") == ("CUP", True)
    assert compute(Cache(path), "tea") == ("TEA", False)


def test_values_that_were_not_read_are_evicted(tmp_path: Path) -> None:
    """A save keeps only the values read since the cache was opened, and the build record."""
    path = tmp_path / "cache"
    first = Cache(path)
    compute(first, "tea")
    compute(first, "cup")
    first.save()
    first.record_build("built")
    second = Cache(path)
    assert second.last_build() == "built"
    compute(second, "cup")
    second.save()
    assert compute(Cache(path), "cup") == ("CUP", False)
    assert compute(Cache(path), "tea") == ("TEA", True)


def test_the_record_of_another_program_is_not_read(tmp_path: Path) -> None:
    """A build record is valid only for the program that wrote it."""
    cache = Cache(tmp_path / "cache", "one")
    cache.save()
    cache.record_build("built")
    assert Cache(tmp_path / "cache", "one").last_build() == "built"
    assert Cache(tmp_path / "cache", "other").last_build() is None


def test_an_unreadable_file_is_replaced(tmp_path: Path) -> None:
    """It is treated as missing."""
    path = tmp_path / "cache"
    path.write_bytes(b"no database" * 100)
    cache = Cache(path)
    assert compute(cache, "tea") == ("TEA", True)
    cache.save()
    assert compute(Cache(path), "tea") == ("TEA", False)


@pytest.mark.parametrize("min_items", [1, 10])
def test_missing_values_are_computed_together(tmp_path: Path, min_items: int) -> None:
    """Only missing values are computed, and results are in the order of the keys."""
    cache = Cache(tmp_path / "cache")
    keys = [cache.key(lambda number=number: (number,)) for number in range(6)]  # type: ignore[misc]
    cache.put(keys[3], pack("kept"))
    expected = ["0", "1", "2", "kept", "4", "5"]
    assert cache.get_or_compute_all(keys, str, min_items) == expected
    assert [cache.get(key) for key in keys] == expected


def test_without_a_path_nothing_is_kept() -> None:
    """Every value is computed again."""
    cache = Cache()
    assert [compute(cache, "tea"), compute(cache, "tea")] == [("TEA", True)] * 2
    cache.save()
    assert cache.last_build() is None


def test_a_memory_cache_reads_the_file_and_drops_what_is_not_used(tmp_path: Path) -> None:
    """It reads values that another process has saved since, and never writes."""
    path = tmp_path / "cache"
    memory = MemoryCache(path, "")
    assert compute(memory, "cup") == ("CUP", True)
    assert not path.exists()
    saved = Cache(path)
    compute(saved, "tea")
    saved.save()
    assert compute(memory, "tea") == ("TEA", False)
    memory.evict_unused()
    assert compute(memory, "tea") == ("TEA", False)
    memory.evict_unused()
    assert compute(memory, "cup") == ("CUP", True)
