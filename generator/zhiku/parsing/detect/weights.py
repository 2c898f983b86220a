"""All constants of format detection, in one table.

They were chosen on the shapes under ``tests/golden/shapes``, whose expected outlines list the questions of each text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Shares lie in 0..1; factors multiply the score of a candidate."""

    min_numbered: float = 0.3
    """Share of a level's headings with a number from which headings with numbers are tried."""
    all_numbered: float = 0.98
    """Share of a level's headings with a number from which the others, a few among many, are no questions unless they ask."""
    numbered: float = 1.2
    """Factor of headings with numbers: where both read a text alike, other headings stay what they are."""
    explicit: float = 2.0
    """Factor of syntax that explicitly marks questions: callouts, columns."""
    line: float = 0.7
    """Factor of plain lines: any paragraph can begin with a number or a word like ``题目：``."""
    sentence: float = 0.4
    """Factor of paragraphs that ask: answers also contain questions, so any other marking of questions is more likely."""
    label_as_title: float = 0.3
    """Taken off where a label opens the questions (``### 题目``): what names them is likelier to open them."""
    titles_of_files: float = 0.2
    """Factor of headings each of which is the first of a file and its only question: files are questions, except an index."""
    plain_below_titles: float = 0.3
    """Factor of headings that ask nothing, below the title and the text of their file: up to about five are rather sections."""
    few_asking: float = 0.1
    """Share of titles that ask below which headings ask nothing."""
    distinct: float = 0.5
    """Share of titles that differ below which they are rather labels that recur in each answer."""
    min_answered: float = 0.1
    """Share of questions that count as answered in any case: a text of questions without answers is one, too."""
    min_answered_of_lists: float = 0.3
    """The same in lists of questions, which are seldom answered."""
    base: float = 0.15
    """Quality of a candidate whose titles neither ask nor go on in numbers and whose answers have no labels."""
    asking: float = 0.35
    labelled: float = 0.5
    regular: float = 0.35
    """What titles that ask, labelled answers and numbers that go on add to the quality."""
    swallowed: float = 2.0
    """How much each question that would be swallowed by an answer weighs."""
    min_asking: float = 0.5
    """Share of titles that ask below which lists of questions under them count as swallowed, too."""
    power_of_count: float = 0.75
    """Exponent of the number of questions: more questions count, but half as many are not half as good."""
    min_on_a_level: int = 3
    """Questions that another way of opening must add."""
    max_named: float = 0.5
    """Share of the files of a folder that may be called after questions where the others hold none."""
    outside_faq: float = 0.5
    """Factor, at least, of questions most of which stand outside a section that is called FAQ."""
    min_asking_outside: int = 2
    """The same where most titles ask, those that it adds all."""
    leads: float = 0.5
    """Share of a level's headings that stand right before a question from which the level groups questions."""
    outside: float = 0.7
    """Share of the questions of another way of opening that must stand where the format finds none."""
    shortest_run: int = 8
    """Items of a list on average from which its numbers speak for questions although few ask: shorter lists are rather steps."""
    steps: float = 0.3
    """Factor of items that are rather steps."""
    largest_gap: int = 3
    """Numbers that may be missing in a row."""
    labels_suffice: float = 0.8
    """Share of labelled answers from which only titles that ask may open questions in another way."""
    alternative: float = 0.1
    """Share of the best score that another reading of the text must reach to be named."""


WEIGHTS = Weights()
