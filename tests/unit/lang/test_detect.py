"""The language and the kind of a text."""

from __future__ import annotations

import pytest
from zhiku.lang.detect import detect_language
from zhiku.lang.kinds import commonest_kind, kind_of


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
        ("বাংলাদেশের রাজধানী কোথায়?", "bn"),
        ("செயல்முறை என்றால் என்ன?", "ta"),
        ("یہ کیا ہے اور یہ کیسے کام کرتا ہے؟", "ur"),
        ("كيف أثبت البرنامج؟ حمّل الحزمة.", "ar"),
        ("Siparişimi iptal edebilir miyim? Hesabınızdan edebilirsiniz.", "tr"),
        ("Ce costă? Zece lei.", "ro"),
        ("Explain hoisting: a declaration is moved to a top line. Explain a closure: a function with a scope.", "en"),
        ("Closures", ""),
        ("", ""),
        ("1234 5678", ""),
    ],
)
def test_languages_of_sentences(text: str, language: str) -> None:
    """A sentence is detected by its script or its function words; a single word is not."""
    assert detect_language(text) == language


def test_code_and_formulas_do_not_count() -> None:
    """Code between fences or backticks and formulas between dollars are ignored."""
    code = "```java\npublic static void main(String[] args) { return the of and to; }\n```\n"
    assert detect_language(f"用 `HashMap` 还是 `TreeMap`？\n\n{code * 20}\n\n$the of and$") == "zh"


def test_what_is_indented_below_an_item_is_text() -> None:
    """Answers of a list stand four columns in; what is indented anywhere else is code. Words with digits say nothing."""
    answer = "Архитектурный стиль для служб."
    assert detect_language(f"# Page 3f2a9c1e5b7d4e8f\n\n- REST\n\n    {answer}\n\n- SOAP\n\n    {answer}\n") == "ru"
    assert detect_language(f"<ul>\n  <li>\n    <p>{answer} {answer}</p>\n  </li>\n</ul>\n") == "ru"
    assert detect_language(f"{answer}\n\n    the of and to in is are that for with\n\n{answer}\n") == "ru"


def test_latin_names_do_not_make_a_chinese_text_english() -> None:
    """Technical Chinese contains many Latin words."""
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
        ("Sık sorulan sorular", "faq"),
        ("よくあるご質問", "faq"),
        ("Câu hỏi thường gặp", "faq"),
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


def test_titles_of_equal_importance_vote() -> None:
    """One file about terminology does not make a glossary of interview questions; equal votes go to the first."""
    assert commonest_kind(["Terminology of MongoDB", "Redis interview", "MySQL interview"]) == "interview"
    assert commonest_kind(["MySQL interview", "Terminology of MongoDB"]) == "interview"
    assert commonest_kind(["Tea", "Coffee"]) == "questions"
    assert commonest_kind(["Where is the glossary?", *(f"What is {n}?" for n in range(10))]) == "questions"


ENGLISH = "the cup is on the table and it is full of tea for a guest "
"""Fourteen words, most of them function words."""


@pytest.mark.parametrize(("latin", "language"), [(75, "en"), (46, "zh")])
def test_a_quarter_of_chinese_words_is_quoted_a_third_is_the_language(latin: int, language: str) -> None:
    """Forty Han characters are about 25 words: a quarter of 100, but more than a third of 71."""
    words = (ENGLISH * 8).split()[:latin]
    assert detect_language("茶" * 40 + " " + " ".join(words)) == language


@pytest.mark.parametrize(("kana", "language"), [(10, "zh"), (18, "ja")])
def test_a_few_kana_are_quoted_more_are_japanese(kana: int, language: str) -> None:
    """Ten kana among a hundred Han characters are a quotation in Chinese; eighteen are Japanese."""
    assert detect_language("茶" * 100 + "の" * kana) == language


@pytest.mark.parametrize(("text", "language"), [("What is it", ""), ("What is it for", "en")])
def test_four_words_tell_the_language(text: str, language: str) -> None:
    """Three words may be a name in any language."""
    assert detect_language(text) == language


@pytest.mark.parametrize(("function_words", "language"), [(5, ""), (12, "en")])
def test_function_words_must_be_frequent(function_words: int, language: str) -> None:
    """Five in a hundred words are too few for English; twelve are enough, as in a dense technical text."""
    assert detect_language("the " * function_words + "blorf " * (100 - function_words)) == language


def test_labels_of_one_letter_are_no_words() -> None:
    """``A`` and ``s`` are words of several languages, but not before a colon."""
    short = "Q: What is a channel?\nA: The pipe of a program.\n"
    assert detect_language(short * 2) == "en"
    assert detect_language("# Sorular\n\nS: Fatura nasıl alınır?\nC: Hesap sayfasından ve bir mektup ile.\n" * 2) == "tr"
    assert detect_language("- a) 1\n- **b)** 2\n- A: 3\n- C1: 4\n") == ""
    assert detect_language("- A. ναι\n- B. όχι\n- C. ίσως\n- D. ποτέ\n") == "el"
    assert detect_language("A. push()\nB. pop()\nC. shift()\nD. unshift()\n") == ""


def test_single_letters_are_no_words_of_a_language_that_joins_them() -> None:
    """French has *c'*, *d'* and *l'*, but *C* and *D* are names in any language."""
    assert detect_language("C D Zorb Blorf Klirp") == ""
    assert detect_language("C’est l’histoire d’un klirp") == detect_language("C'est l'histoire d'un klirp") == "fr"
    assert detect_language("l'klirp d'blorf zorb xorb") == "fr"


def test_names_that_outnumber_the_words_of_another_script_are_of_no_language() -> None:
    """The options of a quiz on a program are its names; one word in six is quoted, and Greek letters may be symbols."""
    assert detect_language("เลือกคำสั่ง\nA. document.write()\nB. console.log()\nC. print()\nD. echo()\n") == "th"
    assert detect_language("push pop shift unshift splice μέθοδος") == ""
    assert detect_language("push pop shift μέθοδος") == "el"
    assert detect_language("push pop shift α β") == ""
    assert detect_language("A. render.yaml B. mypy.ini C. setup.py for it D. tox.ini") == ""


def test_a_text_with_words_of_the_presumed_language_quotes_the_others() -> None:
    """One word in five is enough; a text in the same script, or wholly in another, is in the language that it is in."""
    options = "Use `x` or the name, or the id: {}"
    assert [detect_language(options.format(word), "he") for word in ("שני מלים", "אחד", "one")] == ["he", "en", "en"]
    assert detect_language("Was ist der Unterschied zwischen den beiden?", "en") == "de"
    assert detect_language("プロセスとスレッドの違いは何ですか。", "zh") == "ja"


@pytest.mark.parametrize(("words", "language"), [(15, ""), (17, "de")])
def test_letters_of_a_language_count_half(words: int, language: str) -> None:
    """A word with a letter that only one language has counts as half a function word of that language."""
    assert detect_language("ßlorf " * words + "blorf " * (100 - words)) == language
