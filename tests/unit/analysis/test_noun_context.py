"""English words that are nouns, verbs or adjectives by what stands beside them."""

from __future__ import annotations

import pytest
from zhiku.analysis.noun_context import with_nouns
from zhiku.analysis.words import Text, stretches


def _class_of(word: str, text: str) -> str:
    kinds = {
        found.form: found.kind for words in stretches(text, Text(english=True, japanese=False)) for found in with_nouns(words)
    }
    return kinds[word]


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("treat", "give him a treat for it", "m"),
        ("treats", "where are the treats", "m"),
        ("treat", "how to treat it", "v"),
        ("press", "the leg press is heavy", "m"),
        ("press", "use the bench press", "m"),
        ("press", "dogs press it", "v"),
        ("press", "a dog press the button", "v"),
        ("bite", "does the dog bite", "v"),
        ("bite", "why does my dog bite", "v"),
        ("bite", "they fear a dog bite", "m"),
        ("eat", "the dog eat", "v"),
        ("barked", "the dog barked", "v"),
        ("use", "it is a fair use", "m"),
        ("use", "the company use Tor", "v"),
        ("fat", "losing body fat with it", "m"),
        ("fat", "the body fat percentage", "a"),
        ("fat", "it is fat", "a"),
        ("lower", "my lower back hurts", "a"),
        ("lower", "lower it", "v"),
        ("quickly", "the quickly", "a"),
        ("debug", "see it in debug mode", "m"),
        ("debug", "the debug mode", "m"),
        ("debug", "a plan's debug mode", "m"),
        ("debug", "it's debug mode", "m"),
        ("debug", "it is debug mode", "m"),
        ("debug", "enable your debug mode", "m"),
        ("debug", "by enabling debug mode", "m"),
        ("debug", "enabling it they debug modes", "v"),
        ("help", "does stretching help muscles", "v"),
        ("helps", "stretching helps muscles", "v"),
        ("debug", "go to debug mode", "v"),
        ("debug", "we debug modes", "v"),
        ("care", "plans cover dental care", "m"),
        ("care", "they really care", "v"),
        ("care", "for care of it", "m"),
        ("care", "to care for it", "v"),
        ("open", "Next open it", "v"),
    ],
)
def test_words_that_are_nouns_in_some_places(word: str, text: str, expected: str) -> None:
    """Behind an article, an adjective, or a noun in the singular that is not the subject of a question.

    Before a noun, too, what no verb may stand behind makes a noun of it: an article, a preposition, a possessor, a form of *be*,
    a gerund that no auxiliary stands before.
    """
    assert _class_of(word, text) == expected


@pytest.mark.parametrize(
    ("word", "text", "expected"),
    [
        ("stretching", "warm up before stretching or after", "n"),
        ("stretching", "he is stretching", "v"),
        ("stretching", "stretching the calves", "v"),
        ("enabling", "by enabling debug mode", "v"),
        ("enabling", "the enabling debug", "n"),
        ("training", "weight training help", "n"),
        ("stretching", "the stretching of muscles", "n"),
        ("programming", "learn programming languages", "n"),
        ("losing", "losing weight", "v"),
        ("ceiling", "it is ceiling", "n"),
    ],
)
def test_gerunds(word: str, text: str, expected: str) -> None:
    """A gerund is a noun if it neither continues a form of *be* nor has an object; before a noun the list decides."""
    assert _class_of(word, text) == expected
