"""The language and the kind of a text."""

from __future__ import annotations

import pytest
from zhiku.lang.detect import detect_language
from zhiku.lang.kinds import kind_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("What is the difference between a process and a thread?", "en"),
        ("Was ist der Unterschied zwischen einem Prozess und einem Thread?", "de"),
        ("¿Cuál es la diferencia entre un proceso y un hilo?", "es"),
        ("Qual é a diferença entre um processo e uma thread? Não é a mesma coisa.", "pt"),
        ("Quelle est la différence entre un processus et un thread ?", "fr"),
        ("Che cosa è un processo e come si usa?", "it"),
        ("Wat is het verschil tussen een proces en een thread?", "nl"),
        ("В чём разница между процессом и потоком? Это не то же самое.", "ru"),
        ("Що це таке і як це працює?", "uk"),
        ("プロセスとスレッドの違いは何ですか。", "ja"),
        ("프로세스와 스레드의 차이점은 무엇인가요?", "ko"),
        ("进程和线程有什么区别？", "zh"),
        ("行程與執行緒有什麼差異？", "zh-Hant"),
        ("Τι είναι μια διεργασία;", "el"),
        ("Closures", ""),
        ("", ""),
        ("1234 5678", ""),
    ],
)
def test_languages_of_sentences(text: str, language: str) -> None:
    """A sentence tells by its script or its function words; a single word tells nothing."""
    assert detect_language(text) == language


def test_code_and_formulas_do_not_count() -> None:
    """What stands between fences, backticks and dollars is in no language."""
    code = "```java\npublic static void main(String[] args) { return the of and to; }\n```\n"
    assert detect_language(f"用 `HashMap` 还是 `TreeMap`？\n\n{code * 20}\n\n$the of and$") == "zh"


def test_latin_names_do_not_make_a_chinese_text_english() -> None:
    """Technical Chinese holds more Latin words than one would think."""
    assert (
        detect_language("Spring Boot 和 Spring Cloud 的区别：Spring Boot 用来开发单个 service，Cloud 关注 service 之间的调用。")
        == "zh"
    )


def test_a_quoted_chinese_word_does_not_make_an_english_text_chinese() -> None:
    """And the other way round."""
    assert (
        detect_language("The word 进程 is how Chinese texts call a process, and 线程 is the word for a thread in them.") == "en"
    )


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Java interview questions", "interview"),
        ("前端面试题", "interview"),
        ("COVID FAQ", "faq"),
        ("web-apps_faq.md", "faq"),
        ("驾照考试题库", "exam"),
        ("用語集", "glossary"),
        ("Questions about tea", "questions"),
        ("An interviewer's diary", "questions"),
    ],
)
def test_kinds_by_title(title: str, kind: str) -> None:
    """A whole word of the title decides."""
    assert kind_of([title]) == kind
