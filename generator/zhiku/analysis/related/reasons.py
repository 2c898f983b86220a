"""Say what two questions have in common: the index of two questions in, ``Reasons`` out.

The best reason is what few questions of the base have, one of the two asks about and the other treats; if that is a concept,
what hardly any other question has and the other only mentions stands beside it, if the questions are near. Where there is none,
it is what hardly any other question has and both treat, then what both ask about, however many others do, unless all of it is
everyday words; then what hardly any other question has and one asks about, and only then the everyday words. These three, and
everyday words anywhere, are reasons only where the questions are near. Where there is still none, it is their topic, or a
concept that hardly any other question has and one treats. Domains stand beside these. A name that is cut from a longer one
which both ask about is replaced by that. Without any of these the two sentences that are most alike are quoted, if they are
alike enough, or else the small part that both are in is named, if its questions are alike: both pages name it already. Else
there is no reason, since a weak one misleads.

Everyday words whose questions have no more in common than any (*number*, *information*) say nothing, but where both of two
near questions ask about one that few others have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from zhiku.analysis.concepts.merge import fold, variant
from zhiku.analysis.concepts.salience import is_everyday
from zhiku.analysis.inflection import stem
from zhiku.analysis.language import language_of
from zhiku.analysis.related.cohesion import cohesion, members_of
from zhiku.analysis.related.words import asking_words
from zhiku.lang.sentences import split_sentences
from zhiku.model import PassageRole
from zhiku.vectors import normalize

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from zhiku.analysis.related.features import Features
    from zhiku.analysis.related.meaning import Meaning
    from zhiku.analysis.related.neighbours import Neighbor
    from zhiku.analysis.related.words import Feature
    from zhiku.model import Question

_REMEMBERED = 256
_MAX_NAMES, _MAX_PHRASES = 3, 2
_FEW, _RARE, _FEW_QUESTIONS = 0.1, 0.05, 5
"""Shares of the questions up to which what one question asks about, and what both only treat, is a reason; in small bases so many
questions are few."""
_SUBJECT = 1 / 3
"""What a larger share of the questions names is the subject of the base: *test* of a text on testing."""
_MANY = 0.25
"""Share of the titles up to which what both titles have is a reason where nothing rarer is, if it is not written as a name is."""
_ALIKE = 0.2
"""Product of the vectors of two titles from which what many questions ask about is a reason: two modules need not be related."""
_MIN_SHARED = 2
"""Things that two questions share at least to be related without a reason: a frame of titles (*what happens to X*) has one."""
_MAX_QUOTE_LENGTH = 60
_MAX_SENTENCES = 20
_SAME_CONTENT = 0.2
"""Product of the vectors of what two titles say beside the words that ask or that many questions have, from which they are quoted
where there is no other reason: *what license is the tool released under*, *how can I subscribe to the tool's mailing lists*."""
_MIN_CONTENT = 3
"""Words of content that two titles have together to be compared: two names of cities are alike in any text."""
_NEAR = 0.25
"""Score from which what tells little by itself is a reason: an everyday word, or what many questions ask about."""
_DIVISIONS, _FOUND_DIVISIONS = frozenset({"domain", "part", "topic"}), frozenset({"part", "topic"})
_COHESIVE = 0.025
"""How much more alike the questions of a part or a topic are than any two, if it is a reason: those of *General* and *Other* are
not, whatever such a part is called."""
_MIN_SCATTERED, _SAMPLE = 4, 64
"""Questions with an everyday word from which on their likeness tells, and at most so many of them, spread over the base."""
_LISTED = frozenset({"", "zh"})
"""Languages with lists of everyday words; the first is English."""
_SAME_TOPIC = 0.25
"""Score from which the topic of two questions is a reason where there is no other."""
_RELATED, _CLOSE = 0.3, 0.5
"""The scores from which sentences of texts are compared beside titles, and from which less likeness of them is no chance."""


class Reasons(NamedTuple):
    """The reasons for a relation, as in ``Relation``."""

    concepts: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()

    @property
    def are_specific(self) -> bool:
        """Whether there is more than common nouns of one word."""
        return bool(self.domains or self.passages) or any(map(is_specific, (*self.concepts, *self.phrases)))


class _Likeness(NamedTuple):
    """How alike two sentences are at least.

    ``product`` is that of their vectors, without what all texts say; ``with_differences`` its sum with the product of the words
    that they do not share: tea and shoes are no more alike for *what happens to them after three years*.
    """

    product: float
    with_differences: float


_OF_OTHERS, _OF_CLOSE, _ANY = _Likeness(0.5, 1.0), _Likeness(0.4, 0.55), _Likeness(-1.0, -2.0)
"""Sentences that say something alike; those of close questions; any two."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """The features that two questions share, weightiest first."""

    subjects: tuple[int, ...]
    words: tuple[int, ...]


class _Sentences(NamedTuple):
    """Sentences that may be quoted, and their vectors [sentences, dimensions] if the language has any."""

    texts: tuple[str, ...]
    vectors: NDArray[np.float64] | None


class ReasonFinder:
    """Finds reasons between the questions of a base, which are identified by index."""

    def __init__(
        self, questions: Sequence[Question], features: Features, standing: Sequence[Collection[str]], meaning: Meaning | None
    ) -> None:
        """``standing`` are the lines of each question that stand in most answers."""
        self._questions, self._features, self._standing, self._meaning = questions, features, standing, meaning
        groups = members_of(features, _FOUND_DIVISIONS)
        scattered = {place for place, alike in cohesion(groups, features, meaning).items() if alike < _COHESIVE}
        self._no_reasons = features.of_base | scattered
        everyday = self._everyday_words()
        self._says_little = {place for place, alike in cohesion(everyday, features, meaning).items() if alike < _COHESIVE}
        self._title_counts = Counter(chain.from_iterable(features.titles))
        self._content = lru_cache(_REMEMBERED)(self._cut_content)
        self._title, self._sentences = lru_cache(_REMEMBERED)(self._cut_title), lru_cache(_REMEMBERED)(self._cut_sentences)

    def find(self, question: int, neighbor: Neighbor, *, strict: bool = True) -> Reasons:
        """Why two questions are related; less will do where it need not be ``strict``."""
        shared = self._shared(question, neighbor.other)
        chosen = [self._features.features[place] for place in self._chosen(question, neighbor, shared, strict=strict)]
        concepts = _shortened((feature.name for feature in chosen if feature.kind == "concept"), _MAX_NAMES)
        known = set(map(variant, concepts))
        domains = [feature.name for feature in chosen if feature.kind in _DIVISIONS and variant(feature.name) not in known]
        # Words that are no concept are mostly those of any text, so they stand only where there is no concept.
        words = () if concepts else (feature.name for feature in chosen if feature.kind == "word")
        phrases = _unnamed(words, domains)
        least = _OF_CLOSE if neighbor.score >= _CLOSE else _OF_OTHERS
        if concepts or domains or phrases:
            return Reasons(concepts, tuple(domains[:_MAX_NAMES]), phrases)
        found = self._from_sentences(question, neighbor, shared, least)
        return found if any(found) else Reasons(domains=self._parts(shared))

    def quote(self, question: int, neighbor: Neighbor) -> Reasons:
        """The two sentences that are most alike, however little that is.

        None of questions that share one thing or nothing, or whose titles are only asked alike.
        """
        shared = self._shared(question, neighbor.other)
        enough = len(shared.subjects) + len(shared.words) >= _MIN_SHARED
        enough = enough and (neighbor.score >= _RELATED or self._say_alike(question, neighbor.other))
        return self._from_sentences(question, neighbor, shared, _ANY) if enough else Reasons()

    def _from_sentences(self, question: int, neighbor: Neighbor, shared: _Shared, least: _Likeness) -> Reasons:
        """The two sentences that are most alike; if these are the titles, which a reader sees anyway, a concept instead."""
        quoted = self._quoted(question, neighbor, shared.words, least)
        places = self._treated_concepts(question, neighbor.other, shared) if quoted == self._titles(question, neighbor) else ()
        concepts = _shortened((self._features.features[place].name for place in places), _MAX_NAMES)
        return Reasons(concepts=concepts) if concepts else Reasons(passages=quoted)

    def _titles(self, question: int, neighbor: Neighbor) -> tuple[str, ...]:
        """Two titles as they are quoted."""
        return tuple(_truncate(self._questions[place].title) for place in (question, neighbor.other))

    def _treated_concepts(self, question: int, other: int, shared: _Shared) -> list[int]:
        """The concepts that hardly any other question has and one of the two treats: they say more than both titles again."""
        features, count = self._features.features, self._features.frequencies
        treated = self._features.treated[question] | self._features.treated[other]
        return [
            place
            for place in shared.subjects
            if place in treated
            and place not in self._no_reasons
            and features[place].kind == "concept"
            and features[place].telling
            and count[place] <= self._most(_RARE)
            and place not in self._says_little
            and not self._names_part(place, shared)
        ]

    def same_thing(self, question: int, other: int) -> Reasons | None:
        """What both titles have, however many others have it: a name or the rarest noun; none where all is common nouns.

        What the base is about is no reason, so that there may be none although they have it; then they say something else alike.
        """
        titles, features = self._features.titles, self._features.features
        same = titles[question] & titles[other]
        if not any(is_specific(features[place].name) for place in same):
            return None
        told = [
            place
            for place in same - self._no_reasons
            if features[place].name and features[place].kind in {"concept", "word"} and not self._is_subject(place)
        ]
        if not told:
            is_frame = any(place in self._no_reasons or self._is_subject(place) for place in same)
            return None if is_frame and not self._say_alike(question, other) else Reasons()
        count = self._features.frequencies
        thing = features[min(told, key=lambda place: (not is_specific(features[place].name), count[place], place))]
        return Reasons(concepts=(thing.name,)) if thing.kind == "concept" else Reasons(phrases=(thing.name,))

    def _shared(self, question: int, other: int) -> _Shared:
        def weightiest(vectors: Sequence[dict[int, float]]) -> tuple[int, ...]:
            mine, theirs = vectors[question], vectors[other]
            return tuple(sorted(mine.keys() & theirs.keys(), key=lambda feature: (-mine[feature] * theirs[feature], feature)))

        return _Shared(weightiest(self._features.subjects), weightiest(self._features.words))

    def _chosen(self, question: int, neighbor: Neighbor, shared: _Shared, *, strict: bool) -> list[int]:
        """The features that say best what two questions have in common: domains, and the best kind of the others."""
        features, count = self._features.features, self._features.frequencies
        other, near = neighbor.other, neighbor.score >= _NEAR or not strict
        titles, treated = ((kind[question], kind[other]) for kind in (self._features.titles, self._features.treated))
        both_ask, both_treat = titles[0] & titles[1], treated[0] & treated[1]
        # A title also has what stands in a longer name, which is no subject of its question.
        everything = dict.fromkeys((*shared.subjects, *shared.words, *sorted(both_ask)))
        named = [place for place in everything if features[place].name and place not in self._no_reasons]
        subjects = {place for place in both_ask if neighbor.score >= _NEAR and count[place] <= self._most(_FEW)}
        named = [place for place in named if place in subjects or place not in self._says_little]
        named = [place for place in named if place in both_ask or not self._names_part(place, shared)]
        given = [place for place in named if features[place].kind == "domain"]
        one_asks = (titles[0] & treated[1]) | (treated[0] & titles[1])
        own = [place for place in named if features[place].kind in {"concept", "word"} and count[place] <= self._most(_FEW)]
        rare = [place for place in own if features[place].telling and count[place] <= self._most(_RARE)]
        alike = self._are_titles_alike(question, other)
        mentioned = [place for place in rare if near and place in titles[0] | titles[1]]
        asked = [place for place in own if place in one_asks and (features[place].telling or (near and place in both_ask))]
        if any(features[place].kind == "concept" for place in asked):
            asked = [place for place in own if place in {*asked, *mentioned}]
        common = [
            place for place in named if place in both_ask and near and alike and self._is_telling(place) and place not in given
        ]
        candidates = (
            asked,
            [place for place in rare if place in both_treat],
            common if any(features[place].telling for place in common) else (),
            mentioned,
            common,
            () if given else self._topics(neighbor, shared),
            self._treated_concepts(question, other, shared) if neighbor.score >= _NEAR else (),
        )
        return [*given, *self._whole(next(filter(None, candidates), ()), [place for place in named if place in both_ask])]

    def _whole(self, places: Sequence[int], asked: Sequence[int]) -> Iterator[int]:
        """The places, with what both ask about for a name that is cut from that: *Profile Merge Rule* for *Profile*."""
        features = self._features.features
        names = {place: fold(features[place].name) for place in (*places, *asked)}
        concepts = [place for place in asked if features[place].kind == "concept" and not self._is_subject(place)]

        def longer(place: int, others: Iterable[int]) -> list[int]:
            return [other for other in others if names[other] != names[place] and _contains(names[other], names[place])]

        for place in places:
            yield from (not longer(place, places) and longer(place, concepts)) or (place,)

    def _parts(self, shared: _Shared) -> tuple[str, ...]:
        """The small parts that two questions share whose questions are alike."""
        features = self._features.features
        parts = (place for place in shared.subjects if features[place].kind == "part" and place not in self._no_reasons)
        return tuple(filter(None, (features[place].name for place in parts)))

    def _names_part(self, place: int, shared: _Shared) -> bool:
        """Whether a concept or word has the name of a part that two questions share."""
        features = self._features.features
        parts = (features[other].name for other in shared.subjects if features[other].kind == "part")
        return features[place].kind != "part" and variant(features[place].name) in map(variant, parts)

    def _topics(self, neighbor: Neighbor, shared: _Shared) -> list[int]:
        """The topics that two questions share, if they are alike beside that."""
        places = shared.subjects if neighbor.score >= _SAME_TOPIC else ()
        features = self._features.features
        topics = (place for place in places if features[place].kind == "topic" and features[place].name)
        return [place for place in topics if place not in self._no_reasons]

    def _are_titles_alike(self, question: int, other: int) -> bool:
        """Whether two titles say something alike in meaning, as far as the language has vectors."""
        one, two = self._title(question).vectors, self._title(other).vectors
        return one is None or two is None or float((one @ two.T)[0, 0]) >= _ALIKE

    def _say_alike(self, question: int, other: int) -> bool:
        """Whether two titles say something alike beside what asks and what many questions have.

        Titles that both say nothing else do not decide.
        """
        said = [self._content(place) for place in (question, other)]
        if not self._meaning or not any(said):
            return True
        if not all(said) or len({*said[0], *said[1]}) < _MIN_CONTENT:
            return not {*said[0]}.isdisjoint(said[1])
        one, two = self._meaning.table.text_vectors([" ".join(words) for words in said]) - self._meaning.common
        return float(one @ two) >= _SAME_CONTENT

    def _cut_content(self, place: int) -> tuple[str, ...]:
        """The words of a title without those that ask and those that many questions have."""
        meaning = self._meaning
        words = dict.fromkeys(meaning.table.segmenter.words(self._questions[place].title)) if meaning else ()
        return tuple(word for word in words if word not in self._frame and stem(word, self._language) not in self._frame)

    @cached_property
    def _language(self) -> str:
        return language_of(self._questions)

    @cached_property
    def _frame(self) -> frozenset[str]:
        """The words that ask, and those of a tenth of the titles or more, or that name what a tenth of the questions do."""
        many = self._most(_FEW)
        words = self._meaning.table.segmenter.words if self._meaning else str.split
        titles = Counter(chain.from_iterable({*words(question.title)} for question in self._questions))
        common = (self._features.features[place].name for place, count in self._features.frequencies.items() if count > many)
        return frozenset(
            [
                *map(normalize, asking_words(self._language)),
                *(word for word, count in titles.items() if count > many),
                *(word for name in common if " " not in name for word in words(name)),
            ]
        )

    def _is_telling(self, place: int) -> bool:
        """Whether what many questions ask about still tells two of them from the others."""
        if self._is_subject(place):
            return False
        name = self._features.features[place].name
        return name != name.lower() or self._title_counts[place] <= self._most(_MANY)

    def _everyday_words(self) -> dict[int, list[int]]:
        """The everyday words that may be reasons, each with the questions that have it, or a sample of many."""
        found: dict[int, list[int]] = defaultdict(list)
        features = self._features
        everyday = {
            place
            for place, feature in enumerate(features.features)
            if feature.kind in {"concept", "word"} and feature.name and self._is_everyday(feature.name)
        }
        for question, (words, subjects) in enumerate(zip(features.words, features.subjects, strict=True)):
            for place in (words.keys() | subjects.keys()) & everyday:
                found[place].append(question)
        return {place: group[:: 1 + len(group) // _SAMPLE] for place, group in found.items() if len(group) >= _MIN_SCATTERED}

    def _is_everyday(self, name: str) -> bool:
        """Whether a name is a word of any text: by lists, in languages without them because the table of word vectors has it."""
        if is_everyday(name):
            return True
        if not self._meaning or self._language in _LISTED or " " in name or name.isupper():
            return False
        return self._meaning.table.word_weight(normalize(name)) > 0

    def _is_subject(self, place: int) -> bool:
        """Whether so many questions name a thing that the base is about it."""
        return self._features.frequencies[place] > self._most(_SUBJECT)

    def _most(self, share: float) -> float:
        return max(_FEW_QUESTIONS, share * len(self._questions))

    def _quoted(self, question: int, neighbor: Neighbor, words: Sequence[int], least: _Likeness) -> tuple[str, ...]:
        """The two most similar sentences: in meaning, or by shared nouns if the language has no vectors."""
        if self._meaning:
            # Vectors of all sentences take most of the time.
            places = question, neighbor.other
            found = self._similar_in_meaning(self._meaning, least, *map(self._title, places))
            if found or neighbor.score < _RELATED:
                return found
            return self._similar_in_meaning(self._meaning, least, *map(self._sentences, places))
        features = self._features.features
        wanted = {features[word]: self._features.words[question][word] for word in words if features[word].name}
        quotes = tuple(_best_sentence(self._sentences(place).texts, wanted) for place in (question, neighbor.other))
        return quotes if all(quotes) else ()

    @staticmethod
    def _similar_in_meaning(meaning: Meaning, least: _Likeness, one: _Sentences, other: _Sentences) -> tuple[str, ...]:
        if one.vectors is None or other.vectors is None:
            return ()
        products = one.vectors @ other.vectors.T
        products[[[text == same for same in other.texts] for text in one.texts]] = 0.0  # *What is the output?* says nothing twice
        # Two titles say by themselves what is alike; sentences of texts stand for them where titles do not tell.
        mine, theirs = (0, 0) if products[0, 0] >= least.product else divmod(int(products.argmax()), len(other.texts))
        pair = one.texts[mine], other.texts[theirs]
        found = products[mine, theirs]
        alike = found >= least.product and found + meaning.similarity_of_differences(*pair) >= least.with_differences
        return tuple(map(_truncate, pair)) if alike else ()

    def _cut_sentences(self, place: int) -> _Sentences:
        """The title and the first sentences of a question, without headings and lines that stand in most answers."""
        question = self._questions[place]
        texts = [passage.text for passage in question.passages if passage.role is PassageRole.TEXT and not passage.is_code]
        texts = [sentence for text in texts if text not in self._standing[place] for sentence in split_sentences(text)]
        return self._with_vectors([question.title, *(text for text in texts if "://" not in text)][:_MAX_SENTENCES])

    def _cut_title(self, place: int) -> _Sentences:
        return self._with_vectors([self._questions[place].title])

    def _with_vectors(self, texts: Sequence[str]) -> _Sentences:
        return _Sentences(tuple(texts), self._meaning.sentences(texts) if self._meaning else None)


def is_specific(name: str) -> bool:
    """Whether a name has several words or a capital: a common noun of one word says little by itself.

    A name in a script without small letters may be any.
    """
    return bool(name) and (" " in name or name != name.lower() or name == name.upper())


def _best_sentence(sentences: Sequence[str], wanted: Mapping[Feature, float]) -> str:
    """The sentence with most of the wanted features, shortened; empty if none has any."""

    def weight(sentence: str) -> float:
        folded = sentence.casefold()
        return sum(value for feature, value in wanted.items() if feature.key.partition("\x1f")[0] in folded)

    best = max(sentences, key=weight, default="")
    return _truncate(best) if best and weight(best) else ""


def _truncate(sentence: str) -> str:
    return sentence if len(sentence) <= _MAX_QUOTE_LENGTH else sentence[: _MAX_QUOTE_LENGTH - 1].rstrip() + "…"


def _unnamed(names: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """The first names that no known one contains."""
    folded = [fold(name) for name in known]
    return _shortened((name for name in names if not any(_contains(other, fold(name)) for other in folded)), _MAX_PHRASES)


def _shortened(names: Iterable[str], most: int) -> tuple[str, ...]:
    """The first names, each once, without those that another one contains: *Deposit Program*, *Savings Deposit Program*."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(fold(name), name)
    longest = (name for key, name in kept.items() if not any(key != other and _contains(other, key) for other in kept))
    return tuple(islice(longest, most))


def _contains(name: str, other: str) -> bool:
    """Whether a name contains another one: as whole words in a script with capitals, anywhere in others."""
    return other in name and (other.upper() == other or f" {other} " in f" {name} ")
