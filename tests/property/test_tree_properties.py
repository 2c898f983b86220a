"""The docs folder under any sequence of builds, killed builds and manual edits: it converges, and no user's file is lost."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from zhiku.output.docs_tree import HOME, MANIFEST, OWNED_FOLDERS, MemoryTree, apply, plan

PATHS = ("index.md", "questions/1.md", "questions/2.md", "questions/index.md", "domains/a.md", "search/index.md")
FOREIGN = (*PATHS, "about.md", "questions/mine.md", "questions/img/x.svg", "concepts/own.md")
pages = st.dictionaries(st.sampled_from(PATHS), st.sampled_from(["old", "new", "other", "", "\r\n\t汉"]), min_size=1)


class KilledError(Exception):
    """The process was killed."""


@dataclass
class DyingTree(MemoryTree):
    """A tree in memory whose process is killed before one of its changes."""

    left: int = field(default=1_000_000)

    def _live(self) -> None:
        if self.left == 0:
            raise KilledError
        self.left -= 1

    def write(self, path: str, data: str | bytes) -> None:
        self._live()
        super().write(path, data)

    def delete(self, path: str) -> None:
        self._live()
        super().delete(path)


def generated(tree: MemoryTree) -> dict[str, str | bytes]:
    """All files except the manifest."""
    return {path: text for path, text in tree.files.items() if path != MANIFEST}


@given(st.lists(st.tuples(pages, st.integers(0, 12)), max_size=4), pages)
def test_builds_converge_from_any_killed_state(killed: list[tuple[dict[str, str], int]], wanted: dict[str, str]) -> None:
    """After any number of killed builds the next one writes exactly the wanted files without a conflict."""
    tree = DyingTree()
    for attempt, operations in killed:
        changes = plan(tree, attempt)
        assert changes.conflicts == ()
        tree.left = operations
        with suppress(KilledError):
            apply(tree, changes)
        tree.left = 1_000_000
    changes = plan(tree, wanted)
    assert changes.conflicts == ()
    apply(tree, changes)
    assert generated(tree) == wanted
    again = plan(tree, wanted)
    assert (again.writes, again.deletes, again.conflicts) == ((), (), ())


@given(pages, pages)
def test_a_second_apply_changes_nothing(first: dict[str, str], second: dict[str, str]) -> None:
    """Applying a plan again, or planning the same pages again, changes no byte."""
    tree = MemoryTree()
    apply(tree, plan(tree, first))
    apply(tree, plan(tree, second))
    before = dict(tree.files)
    apply(tree, plan(tree, second))
    assert tree.files == before


class Folder(RuleBasedStateMachine):
    """Builds, completed and killed, and users who write, edit and delete files between them."""

    @initialize()
    def empty(self) -> None:
        """A new folder."""
        self.tree = DyingTree()
        self.own: dict[str, str] = {}

    @rule(wanted=pages, operations=st.integers(0, 12) | st.none())
    def build(self, wanted: dict[str, str], operations: int | None) -> None:
        """A build that is killed after some operations, or completes; on a conflict it changes nothing."""
        changes = plan(self.tree, wanted)
        in_the_way = {
            f"docs/{path}" for path in self.own if path != HOME and (path in wanted or path.partition("/")[0] in OWNED_FOLDERS)
        }
        conflicting = {conflict.path for conflict in changes.conflicts}
        assert conflicting <= {f"docs/{path}" for path in self.own}
        assert in_the_way <= conflicting
        if changes.conflicts:
            return
        self.tree.left = 1_000_000 if operations is None else operations
        with suppress(KilledError):
            apply(self.tree, changes)
        self.tree.left = 1_000_000
        if operations is None:
            assert generated(self.tree) == {**wanted, **self.own}

    @rule(path=st.sampled_from(FOREIGN), number=st.integers(0, 3))
    def somebody_writes(self, path: str, number: int) -> None:
        """A user writes or edits a file."""
        self.tree.files[path] = self.own[path] = f"mine {number}"

    @rule(path=st.sampled_from(FOREIGN))
    def somebody_deletes(self, path: str) -> None:
        """A user deletes a file, generated or not."""
        self.tree.files.pop(path, None)
        self.own.pop(path, None)

    @rule()
    def somebody_deletes_the_manifest(self) -> None:
        """The manifest is lost, in a folder without other generated files."""
        if not set(self.tree.files) - {MANIFEST} - self.own.keys():
            self.tree.files.pop(MANIFEST, None)

    @invariant()
    def nothing_of_anybody_is_lost(self) -> None:
        """Every file that a user wrote last has the user's content."""
        assert {path: self.tree.files.get(path) for path in self.own} == self.own


TestFolder = Folder.TestCase
