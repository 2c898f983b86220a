"""Which language the words of a text are looked up in, and what languages without lists know of their nouns."""

from __future__ import annotations

from dataclasses import fields
from itertools import chain, repeat

import pytest
from zhiku.analysis.clitics import split_enclitic
from zhiku.analysis.concepts.candidates import count_candidates
from zhiku.analysis.concepts.termhood import find_terms
from zhiku.analysis.inflection import is_infinitive
from zhiku.analysis.language import text_facts
from zhiku.lang.reader import languages
from zhiku.model import Lines, Passage, PassageRole, Question, QuestionId, SectionKind

_FILLER = ("Waar was zij toen?", "Gisteren liep zij langzaam naar het oude huis en daar regende het de hele dag.")


def _question(number: int, title: str, text: str) -> Question:
    passages = (Passage(SectionKind.ANSWER, PassageRole.TEXT, text, 0, 1),)
    return Question(QuestionId(str(number)), number, title, "a.md", Lines(1, 2), (), passages, ())


def _terms(questions: list[tuple[str, str]], filler: tuple[str, str] = _FILLER, others: int = 20) -> set[str]:
    """The terms of these questions among others that have none."""
    base = [_question(number, *question) for number, question in enumerate(chain(questions, repeat(filler, others)), 1)]
    return {term.forms[0][0] for term in find_terms(base, [count_candidates(question) for question in base])}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Open de instellingen van het account en kies een wachtwoord voor deze gebruiker.", "nl"),
        ("Öppna inställningarna för ett konto och välj den enhet som du vill ta bort från din prenumeration.", "sv"),
        ("Åbn indstillingerne for en konto, og vælg den enhed, som du vil fjerne fra dit abonnement nu.", "da"),
        ("Otwórz ustawienia w aplikacji i wybierz hasło dla tego użytkownika, a potem przejdź do konta na stronie.", "pl"),
        ("Otevřete nastavení v aplikaci a vyberte heslo pro tohoto uživatele, potom přejděte do účtu na stránce.", "cs"),
        ("Відкрийте налаштування в програмі та виберіть пароль для цього користувача, що працює на сайті.", "uk"),
        ("Bu hesap için bir parola seçin ve ayarları açın; her kullanıcı ile bir cihaz vardır, ama bu yeterli değil.", "tr"),
        ("Mở cài đặt của tài khoản và chọn một mật khẩu cho người dùng trong các thiết bị này.", "vi"),
        ("Nyissa meg a fiók beállításait, és válassza ki az új jelszót, ha ez egy másik eszköz.", "hu"),
        ("Ανοίξτε τις ρυθμίσεις του λογαριασμού και επιλέξτε έναν κωδικό για τη συσκευή στην εφαρμογή.", "el"),
        ("Deschideți setările din cont și alegeți o parolă pentru acest utilizator, la care aveți acces cu un dispozitiv.", "ro"),
        ("Le fichier est en ligne et l'utilisateur en a besoin ; et de temps en temps il en fait une copie.", "fr"),
        ("El archivo está en línea y el usuario lo necesita; de vez en cuando hace una copia de su contenido.", "es"),
        ("O arquivo está na nuvem e o usuário precisa dele; de vez em quando ele faz uma cópia do conteúdo.", "pt"),
        ("Il file è in rete e l'utente ne ha bisogno; di tanto in tanto ne fa una copia con un programma.", "it"),
        ("Sargo, 1958: SSN, 83 m. A diesel: the Sargo had a crew of 95, en route to the pole.", ""),
    ],
)
def test_language_of_a_text(text: str, language: str) -> None:
    """Words that several languages share, *en* or *de*, do not mislead."""
    assert text_facts([text]).inflected == language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("届出先：総務課総務財政室、内線番号一覧、住民課の窓口は役場に移転", True),
        ("日语的“の”表示所属关系，相当于中文的结构助词，放在两个名词之间", False),
        ("备案信息", False),
        ("Konfiguration", False),
    ],
)
def test_japanese_has_some_hiragana(text: str, *, expected: bool) -> None:
    """A tenth of its Han characters: lists and tables have few particles, Chinese that quotes one has fewer."""
    assert text_facts([text]).japanese is expected


@pytest.mark.parametrize(
    ("forms", "language", "expected"),
    [
        ({"edytuj": 3, "Edytuj": 1}, "pl", True),
        ({"reguła": 3, "reguły": 1}, "pl", False),
        ({"skapa": 3, "skapar": 1}, "sv", True),
        ({"mapp": 2, "mappar": 3}, "sv", False),
        ({"skapar": 3}, "sv", False),
        ({"gebruiken": 2, "gebruikte": 1}, "nl", True),
        ({"bestand": 1, "bestanden": 4}, "nl", False),
    ],
)
def test_other_forms_of_verbs(forms: dict[str, int], language: str, *, expected: bool) -> None:
    """A verb may have forms whose endings nouns share, but none that only a noun has."""
    assert is_infinitive(forms, language) is expected


@pytest.mark.parametrize(
    ("form", "language", "expected"),
    [("Ankara'nın", "tr", "Ankara"), ("Ankara’ya", "tr", "Ankara"), ("об'єкт", "uk", "об'єкт"), ("'a", "tr", "'a")],
)
def test_endings_behind_an_apostrophe(form: str, language: str, expected: str) -> None:
    """Turkish joins endings to names so; in Ukrainian the apostrophe is within words."""
    assert split_enclitic(form, language) == (expected, "")


def test_vietnamese_terms_have_several_syllables() -> None:
    """A single syllable is no word, a name of another language is."""
    answer = "Các thanh toán, những thanh toán: một thanh toán của Zimbra. Có phép, các phép, một phép."
    filler = ("Hôm qua trời thế nào?", "Hôm qua trời mưa cho nên chúng tôi ở trong nhà của một người bạn và đọc sách.")
    found = _terms([(f"Các thanh toán nào là {number}?", answer) for number in range(8)], filler, 60)
    assert found == {"thanh toán", "Zimbra"}


def test_what_most_answers_have_and_no_title_is_boilerplate() -> None:
    """The same phrase is a term where titles ask about it."""
    answer = "Zie de groene bladzijde. Daar staat de groene bladzijde, en groene bladzijde: dat is het."
    assert "groene bladzijde" not in _terms([("Waar is het?", answer)] * 16, others=30)
    assert "groene bladzijde" in _terms([("Waar is de groene bladzijde?", answer)] * 16, others=30)
    assert "groene bladzijde" in _terms([("Waar is het?", answer)] * 12, others=60)


def test_verbs_on_buttons_are_no_names() -> None:
    """Though they have capitals there, since they have none elsewhere."""
    answer = f"{_FILLER[1]} Kies nu Verzetten. Kies dan Verzetten, of kies Verzetten{{}}. {_FILLER[1]}"
    assert _terms([("Wat is dat?", answer.format(""))] * 4, others=60) == {"Verzetten"}
    assert _terms([("Wat is dat?", answer.format(" om te verzetten"))] * 4, others=60) == set()


def test_lists_of_languages_hold_words() -> None:
    """YAML reads *on* and *no* as truth values."""
    for language in languages():
        for field in fields(language):
            values = getattr(language, field.name)
            if isinstance(values, tuple) and field.name not in {"labels", "naming"}:
                assert all(isinstance(value, str) for value in values), (language.code, field.name)
