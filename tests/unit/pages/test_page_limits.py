"""How much one page lists, in a base that has more of everything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.support.bases import small_pages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

COUNT = 110


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The pages of a base whose questions all define one concept, in different words, and mention the domain of the first."""
    text = "".join(
        f"### {number}. {'绿茶' if number == 1 else f'第{number}件事'}如何？\n\n"
        f"**答案：**\n\n1. **陶土（Clay）**：第{number}种黏土。\n\n配绿茶。\n\n"
        for number in range(1, COUNT + 1)
    )
    return small_pages(tmp_path_factory.mktemp("limits"), tea_md=text)


def test_limits_of_pages(pages: Mapping[str, str]) -> None:
    """Fifty occurrences and twelve definitions of a concept, a hundred mentions of a domain, twenty questions at home."""
    concept = pages["concepts/clay.md"]
    occurrences = concept[concept.index("kb-occurrences") :]
    assert occurrences[: occurrences.index("</ul>")].count("<li>") == 50
    assert concept.count('class="kb-definition"') == 12
    mentions = pages["domains/tea.md"]
    assert mentions[mentions.index("kb-mentions") :].count("<li>") == 100
    assert pages["index.md"].count('class="kb-question"') == 20


def test_the_map_lists_fifty_questions_of_a_topic(pages: Mapping[str, str]) -> None:
    """The others are on the page of the topic."""
    whole = pages["map/index.md"]
    assert whole[whole.rindex("kb-map-list") :].count("<li>") == 50


def test_structured_data_has_the_beginning_of_a_long_answer(tmp_path: Path) -> None:
    """Fifteen hundred characters; shorter answers are whole."""
    answers = ("长" * 1500, "长" * 1501)
    text = "".join(f"### {number}. 茶{number}？\n\n**答案：** {answer}\n\n" for number, answer in enumerate(answers, 1))
    found = small_pages(tmp_path, tea_md=text)
    structured = [re.findall(r"text[^长]{1,9}(长+…?)", found[f"questions/{number}.md"]) for number in (1, 2)]
    assert structured == [["长" * 1500], ["长" * 1499 + "…"]]


def test_languages_of_longer_sections_are_marked(tmp_path: Path) -> None:
    """From sixty characters on; the few words of a shorter section may be names."""
    words = "the water should be hot, and it is best to wait for a minute "
    text = "".join(f"### {number}. 茶{number}？\n\n**答案：** {words[:length]}\n\n" for number, length in enumerate((59, 60), 1))
    found = small_pages(tmp_path, kb_yml="language: zh\n", tea_md=text)
    assert ['lang="en"' in found[f"questions/{number}.md"] for number in (1, 2)] == [False, True]


def test_tiles_of_the_map(tmp_path: Path) -> None:
    """Areas are proportional to questions on every screen; a large tile names twenty concepts, a smaller one fewer."""
    names = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"
    plants = "".join(f"{number}. **草木{name}（Plant{number}）**：一种草。\n" for number, name in enumerate(names, 1))
    cups = "".join(f"{number}. **杯子{name}（Cup{number}）**：一种杯。\n" for number, name in enumerate(names, 1))
    teas = "".join(f"### {number}. 绿茶{number}？\n\n**答案：** 绿茶。\n\n{plants}\n" for number in range(1, 9))
    text = f"{teas}### 9. 怎样洗？\n\n**答案：** 冲。\n\n{cups}\n"
    found = small_pages(tmp_path, tea_md=text)["map/index.md"]
    tea, other = found.split('<section class="kb-map__topic"')[1:]
    for screen in ("wide", "middle", "narrow"):
        areas = [float(width) * float(height) for tile in (tea, other) for width, height in [_size(screen, tile)]]
        assert areas[1] == pytest.approx(100**2 - areas[0], rel=0.01)
        assert areas[0] == pytest.approx(8 * areas[1], rel=0.01)
    assert (tea.count("kb-map__concept"), other.count("kb-map__concept")) == (20, 12)


def _size(screen: str, tile: str) -> tuple[str, str]:
    return tuple(re.search(rf"--kb-{screen}-{side}:([\d.]+)%", tile)[1] for side in "wh")  # type: ignore[index,return-value]
