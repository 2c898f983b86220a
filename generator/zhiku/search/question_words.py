"""Words that say how something is asked, not what: they have little weight in a query and separate the terms of titles.

They are the words of all languages of ``zhiku.lang``; words of a single base belong in its ``kb.yml``.
"""

from __future__ import annotations

from zhiku.lang import reader as lang

ASPECT_WORDS = tuple(sorted(lang.words("aspect_words")))
"""What a reader wants to know of a topic. They count little beside it, and no text about the topic is missed for want of
them; alone they are what is looked for."""

QUESTION_WORDS = tuple(sorted({*lang.words("question_words"), *ASPECT_WORDS}))
"""Words that are no part of a name; the segmenter and the planner leave them out of terms."""

COMMON_WORDS = tuple(sorted({*lang.words("common_words")} - {*QUESTION_WORDS}))
"""Everyday words, none of them a topic: a base that lacks one may still hold the answer."""
