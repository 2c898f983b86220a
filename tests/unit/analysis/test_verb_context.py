"""Markers of verbs, articles written onto nouns, and words of scripts whose vowels are marks."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from zhiku.analysis.concepts.candidates import count_candidates, read_candidates
from zhiku.analysis.inflection import has_article, stem
from zhiku.analysis.language import text_facts
from zhiku.analysis.words import class_of, stretches
from zhiku.lang.word_lists import FUNCTION
from zhiku.model import PassageRole


def _candidates(text: str) -> dict[str, Any]:
    passage = SimpleNamespace(text=text, role=PassageRole.TEXT, is_prose=True, is_head=False, may_name=True)
    question: Any = SimpleNamespace(title="", passages=[passage])
    return {candidate.key: candidate for candidate in read_candidates(count_candidates(question))}


def test_verbs_behind_their_markers_are_no_candidates() -> None:
    """*en bruger* is a noun, *at bruge* none; a capital makes a name of what stands behind *at*."""
    found = _candidates("Det er nødvendigt for en bruger at bruge mappen, og du ved, at Outlook kan vise det for alle andre.")
    assert found["brug"].forms == {"bruger": 1}
    assert "outlook" in found
    assert "vis" not in found


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("המנוי", "he", "מנוי"),
        ("והמנוי", "he", "מנוי"),
        ("للمستخدمين", "ar", "مستخدم"),
        ("المستخدم", "ar", "مستخدم"),
        ("मनुष्यों", "hi", "मनुष्य"),
        ("postilaatikossa", "fi", "postilaatikko"),
        ("устройството", "bg", "устройств"),
        ("pastagens", "pt", "pastagem"),
        ("animais", "pt", "animal"),
        ("capins", "pt", "capim"),
    ],
)
def test_articles_and_endings_are_left_out(word: str, language: str, expected: str) -> None:
    """Words are compared without the articles and endings that are written onto them."""
    assert stem(word, language) == stem(expected, language)


def test_an_article_marks_the_noun_that_it_is_written_onto() -> None:
    """As one that stands before it does; short words are left as they are."""
    assert has_article("المستخدم", "ar")
    assert not has_article("مستخدم", "ar")
    assert not has_article("הם", "he")
    found = _candidates("يستطيع المستخدم فتح الملف هنا، ثم يمكنك إرسال الملف إلى شخص آخر من هذا الموقع.")
    assert found[stem("الملف", "ar")].marked == 2


def test_verbs_by_their_beginning() -> None:
    """Persian and Indonesian verbs begin as no noun does."""
    assert class_of("می‌شود", english=False, language="fa") == FUNCTION
    assert class_of("mengubah", english=False, language="id") == FUNCTION
    assert class_of("pengguna", english=False, language="id") != FUNCTION


def test_marks_are_part_of_words() -> None:
    """Vowels of Indian scripts, joiners and accents of their own cut no word."""
    for text in ("पासवर्ड", "برنامه‌ها", "cafe\u0301"):
        assert [word.form for word in next(iter(stretches(text, text_facts([text]))))] == [text]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Отворете настройките на приложението и изберете парола за този потребител, който не е активен.", "bg"),
        ("Avaa sovelluksen asetukset ja valitse salasana, jotta käyttäjä voi kirjautua, kun se on mahdollista.", "fi"),
        ("Åpne innstillingene for kontoen og velg hvordan du vil fjerne enheten etter at den ikke er i bruk.", "nb"),
        ("افتح الإعدادات ثم حدد كلمة مرور جديدة من القائمة على هذا الجهاز.", "ar"),
        ("פתח את ההגדרות של החשבון ובחר סיסמה חדשה עבור המשתמש.", "he"),
        ("Buka pengaturan akun dan pilih kata sandi untuk pengguna ini, jika Anda dapat melakukannya.", "id"),
        ("تنظیمات حساب را باز کنید و یک رمز عبور برای این کاربر انتخاب کنید.", "fa"),
        ("खाते की सेटिंग खोलें और इस उपयोगकर्ता के लिए एक पासवर्ड चुनें।", "hi"),
    ],
)
def test_languages_whose_nouns_are_known(text: str, language: str) -> None:
    """Function words tell them; Bulgarian is not read as Russian, nor Norwegian as Danish."""
    assert text_facts([text]).inflected == language
