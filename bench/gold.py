"""Compare the domains, concepts and relations of a base with gold labels, and list every difference.

``python bench/gold.py first`` measures the frozen first base; ``python bench/gold.py mysql TEXT.md`` a text that is not part of
the project. The labels are in ``tests/gold``; the headers of the files give the labelling instructions.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.support import gold  # noqa: E402 - the tests are not an installed package

BASE = ROOT / "tests" / "base"
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\([^)]*\)")


def main() -> None:
    """Print the figures of one base and the items behind them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("base", help="a folder of tests/gold")
    parser.add_argument("text", nargs="?", type=Path, help="the text; default: the frozen first base")
    arguments = parser.parse_args()
    folder = ROOT / "tests" / "gold" / arguments.base
    labels = gold.read_labels(folder)
    with tempfile.TemporaryDirectory() as name:
        content = _content(arguments.text, folder, Path(name), len(labels.about)) if arguments.text else BASE
        _report(gold.find(content), labels)


def _content(text: Path, folder: Path, content: Path, questions: int) -> Path:
    """A content folder of the first questions of a text, each under a heading of level 3, without images and links."""
    shutil.copyfile(folder / "domains.yml", content / "domains.yml")
    (content / "kb.yml").write_text("format:\n  question: {level: 3, numbered: false}\n", encoding="utf-8")
    lines = text.read_text(encoding="utf-8").splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if line.startswith("### ")]
    first = "".join(lines[: (*starts, len(lines))[questions]])
    (content / "text.md").write_text(_LINK.sub(r"\g<text>", _IMAGE.sub("", first)), encoding="utf-8")
    return content


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
        ("concepts without a label", concepts.unjudged),
        ("aliases without a label", gold.unlabelled_aliases(found, labels)),
        ("terms missing", recall.missing),
        ("relations right", relations.right),
        ("relations wrong", relations.wrong),
        ("questions without relation", relations.missing),
    ):
        print(f"\n{title}: {len(items)}")
        print("".join(f"  {item}\n" for item in items), end="")


if __name__ == "__main__":
    main()
