"""Compare the domains, concepts and relations of a base with what a person read in its text, and list every difference.

``python bench/gold.py first`` measures the frozen first base; ``python bench/gold.py mysql TEXT.md`` a text that is not part of
the project. The labels lie in ``tests/gold``; their headers say what was asked for.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.settings import DEFAULT_LABELS, QuestionFormat, read_settings
from generator.source import SourceText
from generator.taxonomy import read_taxonomy

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.support import gold  # noqa: E402 - the project's tests are no installed package

_BASE = ROOT / "tests" / "base"


def main() -> None:
    """Print the figures of one base, and what is behind them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="a folder of tests/gold")
    parser.add_argument("text", nargs="?", type=Path, help="the text; without it the frozen first base")
    arguments = parser.parse_args()
    folder = ROOT / "tests" / "gold" / arguments.base
    labels = gold.read_labels(folder)
    if arguments.text:
        form = QuestionFormat(level=3, numbered=False, labels=DEFAULT_LABELS)
        source, taxonomy = _source(arguments.text), _source(folder / "domains.yml")
    else:
        form = read_settings(_source(_BASE / "kb.yml"))[0].format
        source, taxonomy = _source(_BASE / "multimodal-llm.md"), _source(_BASE / "domains.yml")
    found = gold.find(source, form, read_taxonomy(taxonomy)[0], len(labels.about))
    _report(found, labels)


def _report(found: gold.Found, labels: gold.Labels) -> None:
    domains, concepts = gold.score_domains(found, labels), gold.score_concepts(found, labels)
    recall, relations = gold.score_recall(found, labels), gold.score_relations(found, labels)
    for name, value in gold.figures(found, labels).items():
        print(f"{name:28} {value:.3g}")
    print(f"{'concepts':28} {len(found.concepts)}")
    for title, items in (
        ("domains wrong", domains.wrong),
        ("domains missing", domains.missing),
        ("concepts wrong", concepts.wrong),
        ("concepts nobody judged", concepts.unjudged),
        ("aliases nobody judged", gold.unknown_aliases(found, labels)),
        ("terms missing", recall.missing),
        ("relations right", relations.right),
        ("relations wrong", relations.wrong),
        ("questions without relation", relations.missing),
    ):
        print(f"\n{title}: {len(items)}")
        print("".join(f"  {item}\n" for item in items), end="")


def _source(path: Path) -> SourceText:
    return SourceText(str(path), path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
