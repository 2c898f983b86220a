"""``kb lint --report``: suggestions for an owner, with their places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from zhiku.cli import main
from zhiku.commands.content_report import MAX_SHOWN

from tests.support.files import write_tree

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
### 1. 怎样泡第一杯绿茶？

**答案：**

先把水烧到九十五度，再把杯子温一温，放入三克干叶，倒水，等待一分钟，倒出来喝，然后再泡第二次。

![](cup.png)

`![](code.png)` 只是代码。

```
![](fenced.png)
```

### 2. 如何泡第二壶绿茶？

**答案：**

先把水烧到九十五度，再把杯子温一温，放入三克干叶，倒水，等待一分钟，倒出来喝，然后再泡第二次。好。

![杯子](cup.png) <img src="cup.png" alt="杯子"> <img src="cup.png">

### 3. 火车为什么晚点？

### 4. 什么是贝叶斯定理？

**答案：**

1. **贝叶斯定理（Bayes Theorem）**：由果推因的公式。

### 5. 轮船怎么靠岸？

**答案：** 待补充
"""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f0003860180cf9f1b1b"
    "0000000049454e44ae426082"
)
"""A PNG of one pixel."""
SETTINGS = "severity: {KB112: warning}\n"
"""A question without an answer is no error here."""
DOMAINS = "domains:\n  tea:\n    name: 茶\n    english: Tea\n    icon: material/tea\n    terms: [绿茶, 乌龙]\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A base with an item for every group of the report."""
    write_tree(tmp_path / "content", {"text.md": TEXT, "kb.yml": SETTINGS, "domains.yml": DOMAINS, "cup.png": PIXEL})
    return tmp_path / "content"


def test_every_group_names_its_places(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """File, line and content; images in code are not counted."""
    assert main(["lint", "--report", "--format", "json", "--content", str(content)]) == 0
    groups = {group["name"]: group["findings"] for group in json.loads(capsys.readouterr().out)}
    places = {
        name: [(found["path"].rpartition("/")[2], found["line"]) for found in findings] for name, findings in groups.items()
    }
    assert places == {
        "no-answer": [("text.md", 23), ("text.md", 31)],
        "no-topic": [("text.md", 23), ("text.md", 25), ("text.md", 31)],
        "no-relation": [("text.md", 23), ("text.md", 25), ("text.md", 31)],
        "near-duplicates": [("text.md", 1)],
        "used-once": [("text.md", 25)],
        "terms-nowhere": [("domains.yml", 6)],
        "no-alt": [("text.md", 7), ("text.md", 21)],
    }
    assert "如何泡第二壶绿茶" in groups["near-duplicates"][0]["text"]
    assert groups["used-once"][0]["text"] == "贝叶斯定理"


def test_what_an_owner_does_not_want_is_not_missing(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without topics and relations no question lacks them."""
    write_tree(content, {"kb.yml": f"{SETTINGS}find: false\n", "domains.yml": ""})
    assert main(["lint", "--report", "--format", "json", "--content", str(content)]) == 0
    groups = {group["name"]: len(group["findings"]) for group in json.loads(capsys.readouterr().out)}
    assert groups == {
        "no-answer": 2,
        "no-topic": 0,
        "no-relation": 0,
        "near-duplicates": 0,
        "used-once": 0,
        "terms-nowhere": 0,
        "no-alt": 2,
    }


def test_the_terminal_gets_text(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A line for the base, a heading with advice for each group, and a line for each place."""
    assert main(["lint", "--report", "--content", str(content)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "questions: 5, topics: 1, concepts: 1",
        "",
        "questions without an answer: 2 (write one, or leave the question out)",
    ]
    assert lines[3].endswith("content/text.md:23: 3. 火车为什么晚点？")


def test_a_long_group_is_cut_in_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It shows the first twenty places and the number of further ones."""
    assert MAX_SHOWN == 20
    text = "".join(f"### {number}. 题？\n\n**答案：**\n\n![](cup.png)\n\n" for number in range(1, 23))
    write_tree(tmp_path / "content", {"text.md": text, "cup.png": PIXEL})
    assert main(["lint", "--report", "--content", str(tmp_path / "content")]) == 0
    assert "  … and 2 more; `--format json` lists all" in capsys.readouterr().out.splitlines()


def test_other_options_do_not_go_with_it(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Conflicting options give exit code 2 and a message."""
    assert main(["lint", "--report", "--coverage", "--content", str(content)]) == 2
    assert "--report" in capsys.readouterr().err
