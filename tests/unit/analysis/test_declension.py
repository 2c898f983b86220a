"""The nominative among the forms of a word."""

from __future__ import annotations

import pytest
from zhiku.analysis.declension import has_cases, nominative


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ({"транзакций": 29, "транзакции": 8, "транзакция": 2}, "транзакция"),
        ({"индексов": 71, "индексы": 8, "индекс": 2, "индекса": 2}, "индекс"),
        ({"фильтрах": 26, "фильтры": 5, "фильтров": 1}, "фильтры"),
        ({"странице": 41, "страницы": 25, "страниц": 7, "страница": 1, "страницей": 2}, "страница"),
        ({"загрузку": 16, "загрузка": 6, "загрузки": 4}, "загрузка"),
        ({"брокеров": 15, "Брокер": 4, "брокера": 11, "брокер": 1}, "брокер"),
        ({"Загрузчик": 21, "загрузчика": 18}, "Загрузчик"),
        ({"отправки": 25, "отправку": 1}, None),
        ({"список": 20, "списка": 12, "списки": 6, "списков": 4}, "список"),
        ({"ссылка": 2, "ссылки": 9, "ссылок": 5}, "ссылка"),
        ({"поток": 20, "потока": 12, "потоки": 6, "потоков": 4}, "поток"),
        ({"ключ": 9, "ключа": 8, "ключей": 7, "ключом": 3, "ключи": 2}, "ключ"),
        ({"структура": 9, "структуры": 8, "структуру": 4, "структур": 3}, "структура"),
        ({"структура": 8, "структуры": 5, "структуру": 4, "структур": 3}, "структур"),
        ({"структура": 8, "структуры": 6, "структуру": 4, "структур": 3}, "структура"),
        ({"таблицы": 23, "таблиц": 11, "таблице": 8, "таблица": 4, "таблицу": 2}, "таблица"),
        ({"файлы": 23, "файл": 11, "файла": 4, "файлов": 2}, "файл"),
        ({"Сериализация": 2, "сериализации": 9, "сериализацию": 5}, "сериализация"),
    ],
)
def test_the_nominative_is_shown(forms: dict[str, int], expected: str | None) -> None:
    """The singular before the plural, without a capital where most forms have none; nothing that the text does not have."""
    assert nominative(forms, "ru") == expected


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ({"базы данных": 14, "базе данных": 7, "база данных": 2}, "база данных"),
        ({"локальных переменных": 20, "локальные переменные": 5, "локальную переменную": 1}, "локальные переменные"),
        ({"экземпляра класса": 11, "экземпляр класса": 8, "экземпляров классов": 3}, "экземпляр класса"),
        ({"хранения данных": 7, "хранением данных": 1}, None),
    ],
)
def test_the_head_of_a_phrase_is_in_the_nominative(forms: dict[str, int], expected: str | None) -> None:
    """A genitive behind it stays one."""
    assert nominative(forms, "ru") == expected


def test_a_word_of_a_phrase_is_known_by_its_other_forms() -> None:
    """*Набора* may be a nominative by itself, but not of a word that is *набор* elsewhere."""
    forms = {"набора данных": 7, "наборе данных": 9, "наборы данных": 1}
    assert nominative(forms, "ru") == "набора данных"
    assert nominative(forms, "ru", [{"набор": 15, "набором": 2, "наборов": 4}, {"данных": 9}]) == "наборы данных"


@pytest.mark.parametrize(("other", "expected"), [(1, "замок"), (2, None)])
def test_a_declension_explains_most_forms(other: int, expected: str | None) -> None:
    """Four fifths of the occurrences; what is left may be another word."""
    assert nominative({"замок": 2, "замока": 2, "замычка": other}, "ru") == expected


def test_a_language_without_declensions() -> None:
    """Has no nominative to look for."""
    assert has_cases("ru")
    assert not has_cases("es")
    assert nominative({"estado": 2}, "es") is None


@pytest.mark.parametrize(
    ("forms", "language", "expected"),
    [
        ({"subskrypcji": 40, "subskrypcję": 9, "subskrypcja": 3}, "pl", "subskrypcja"),
        ({"konta": 60, "konto": 20, "kont": 9}, "pl", "konto"),
        ({"skrzynki": 23, "skrzynek": 7, "skrzynkę": 7, "skrzynka": 2}, "pl", "skrzynka"),
        ({"zmieniania": 5, "zmienianie": 2}, "pl", "zmienianie"),
        ({"zpráv": 20, "zprávy": 18, "zprávu": 14, "zpráva": 9}, "cs", "zpráva"),
        ({"uživatele": 30, "uživatelů": 12, "uživatel": 7}, "cs", "uživatel"),
        ({"schránku": 12, "schránky": 10, "schránek": 1}, "cs", None),
        ({"stavu": 12, "stav": 1}, "cs", "stav"),
        ({"пристрою": 19, "пристрій": 16}, "uk", "пристрій"),
        ({"функцій": 7, "функція": 2, "функцію": 2}, "uk", "функція"),
        ({"скриньки": 11, "скриньку": 9, "скриньок": 7, "скринька": 1}, "uk", "скринька"),
    ],
)
def test_slavic_nominatives(forms: dict[str, int], language: str, expected: str | None) -> None:
    """A rare form without an ending beside one in *-y* may be a genitive of the plural, so that it is not shown."""
    assert nominative(forms, language) == expected
