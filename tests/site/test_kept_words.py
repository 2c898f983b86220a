"""Every word of a text is on the finished pages: for the frozen base, and for a text that uses all kinds of Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhiku.cli import main
from zhiku.commands.lint import compare_with_site
from zhiku.output.kept_words import Reason

from tests.support.files import write_tree
from tests.support.sites import BASE

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

PIXEL = bytes.fromhex("89504e470d0a1a0a")
RICH = """\
---
title: Tea and water
---

This collection stands under CC BY 4.0.

# Keeping

## 1. How is tea kept?

Dry, dark and *cool*; see [the guide](https://example.org/a_b) and <https://example.org>, or question [2](#2).[^note]

[^note]: A note with `code <tag>` and more.

| Tea | Months |
|---|---|
| green | \\(12 \\cdot 1\\) |
| `a|b` black | 24 |

- [x] closed
- [ ] open
    1. first
    2. second

!!! warning "Not in the sun"
    Light takes the taste.

    - nor near spices

> [!TIP]
> A tin keeps best.

<details><summary>More on tins</summary>

They are <b>airtight</b> &amp; cheap :tada:.

</details>

```python title="keep.py"
def keep(tea: list[str]) -> None:  # <not a tag>
    return None
```

## 2. 水要多热？

绿茶**八十度**，红茶沸水。公式 $E = mc^2$ 与 \\[1\\] 无关。

Term
:   Its definition.

## 3. What is left?

Much.

A table in HTML: <table><tr><td>cell one</td><td>cell two</td></tr></table>

![A tea pot](pot.png "a title")

=== "Tab one"
    Inside one.

=== "Tab two"
    Inside two.
"""


def test_every_word_of_the_frozen_base_is_on_its_pages(built_site: Path) -> None:
    """None is lost or out of order."""
    (found,) = compare_with_site(BASE, built_site)
    assert found.lost == ()
    assert {reason for reason, _ in found.reasons} <= {Reason.LABEL, Reason.NUMBER, Reason.FORMULA, Reason.NO_PAGE, Reason.MARKUP}
    assert found.shown > 10_000


def test_every_word_of_a_rich_text_is_on_its_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``kb lint --coverage`` builds a temporary site, writes nothing, and finds no lost word, in code and callouts either."""
    write_tree(tmp_path, {"content/tea.md": RICH, "content/pot.png": PIXEL})
    assert main(["lint", "--coverage", "--content", str(tmp_path / "content")]) == 0
    shown = capsys.readouterr().out
    assert "letters and digits are on the finished pages, in order" in shown
    assert "LOST" not in shown
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]
