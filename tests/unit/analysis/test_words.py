"""Words and their classes."""

from __future__ import annotations

import pytest
from zhiku.analysis.inflection import singular
from zhiku.analysis.language import text_facts
from zhiku.analysis.words import NOMINAL, UNKNOWN, Text, joined, stretches
from zhiku.lang.word_lists import FUNCTION


def _kinds(text: str) -> list[tuple[str, str]]:
    facts = text_facts([text])
    return [(word.form, word.kind) for stretch in stretches(text, facts) for word in stretch]


def test_chinese_is_cut_by_listed_words_and_the_rest_is_unknown() -> None:
    """A function word ends a term; what no list has is one unknown word."""
    assert _kinds("高血压的治疗") == [("高血压", "n"), ("的", "f"), ("治疗", "w")]
    assert ("索引", "u") in _kinds("使用索引")


def test_traditional_characters_are_looked_up_as_simplified_ones() -> None:
    """The form stays as it is written."""
    assert _kinds("高血壓的治療") == [("高血壓", "n"), ("的", "f"), ("治療", "w")]


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("the", "f"),
        ("filters", "m"),
        ("archived", "v"),
        ("quickly", "a"),
        ("accounts", "n"),
        ("kubernetes", "u"),
        ("antibiotics", "n"),
        ("antibiotic", "a"),
        ("sank", "f"),
        ("stopping", "v"),
        ("puppies", "u"),
        ("rights", "m"),
    ],
)
def test_english_words_are_looked_up_by_their_lemma(word: str, kind: str) -> None:
    """Plurals and participles have the class of their lemma."""
    assert dict(_kinds(f"This is the {word} that you need for it"))[word] == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("some Qualm/Hotmail accounts", [["some", "Qualm"], ["Hotmail", "accounts"]]),
        ("these notes/cards", [["these", "notes"], ["cards"]]),
        ("the TCP/IP stack", [["the", "TCP/IP", "stack"]]),
        ("in usr/local it is", [["in", "usr/local", "it", "is"]]),
        ("the antivirus/malware", [["the", "antivirus"], ["malware"]]),
        ("this and/or that", [["this", "and/or", "that"]]),
        ("the HTTP/1.1 server", [["the", "HTTP/1.1", "server"]]),
    ],
)
def test_a_slash_between_words(text: str, expected: list[list[str]]) -> None:
    """It joins alternatives, names or listed words; abbreviations and paths are one word."""
    found = stretches(text, Text(english=True, japanese=False))
    assert [[word.form for word in words] for words in found] == expected


def test_frequent_words_of_other_languages_are_function_words() -> None:
    """Where a language has no list of its own, frequency decides."""
    kinds = dict(_kinds("Das Konto und die Überweisung werden noch heute von der Zentralbank geprüft"))
    assert (kinds["und"], kinds["Zentralbank"]) == ("f", "u")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("関数を使ってオブジェクトを作成します", ["関数", "オブジェクト"]),
        ("オブジェクトの作成を説明する", ["オブジェクト", "作成"]),
        ("スキー場の案内と歯ブラシを説明する", ["スキー場", "案内", "歯ブラシ"]),
        ("スキー場案内をここに書いておきます", ["スキー場", "案内"]),
        ("サービス内のデータ化をここに書いておきます", ["サービス", "データ化"]),
        ("相続・遺言についての精神的なことをここに書いておきます", ["相続", "遺言"]),
        ("遺産分割協議書の管理者です", ["遺産", "分割", "協議書", "管理者"]),
        ("再起動と再インストールの後は離婚後の生活です", ["再起動", "再インストール", "離婚", "生活"]),
        ("3年以内の引渡は自動的な手続である", ["引渡", "手続"]),
        ("申し込み期限までに子育て支援の手続きを", ["申し込み", "期限", "子育て", "支援", "手続き"]),
        ("引っ越し先で取り扱いに注意", ["引っ越し先", "取り扱い", "注意"]),
        ("歯並びが悪い", ["歯並び"]),
        ("申し込みます。料金を支払い、取り扱いながら、振り込みたい", ["料金"]),
    ],
)
def test_japanese_nouns(text: str, expected: list[str]) -> None:
    """Kanji are cut by listed words, to which single characters are added; stems of verbs are no nouns, be they listed or not."""
    assert [form for form, kind in _kinds(text) if kind in NOMINAL] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["IP", "地址", "过滤"], "IP 地址过滤"),
        (["fond", "d'", "écran"], "fond d'écran"),
        (["règle", "d’", "application"], "règle d’application"),
        (["message", "d'", "alerte"], "message d'alerte"),
    ],
)
def test_spaces_stand_where_the_script_has_them(words: list[str], expected: str) -> None:
    """Words are joined as text writes them."""
    assert joined(words) == expected


@pytest.mark.parametrize(
    ("plural", "expected"),
    [
        ("queries", "query"),
        ("boxes", "box"),
        ("docs", "doc"),
        ("class", "class"),
        ("dns", "dns"),
        ("uses", "use"),
        ("tomatoes", "tomato"),
        ("shoes", "shoe"),
    ],
)
def test_singulars(plural: str, expected: str) -> None:
    """An ending alone makes no plural."""
    assert singular(plural) == expected


@pytest.mark.parametrize(
    ("written", "cut"),
    [
        ("객체를", ["객체", "를"]),
        ("트랜잭션이란", ["트랜잭션", "이란"]),
        ("값으로", ["값", "으로"]),
        ("튜플로", ["튜플", "로"]),
        ("목록에서도", ["목록", "에서도"]),
        ("정확도", ["정확도"]),
        ("설명서를", ["설명서", "를"]),
        ("TCP와", ["TCP", "와"]),
        ("게이트웨이", ["게이트웨이"]),
        ("사용하는", ["사용하는"]),
    ],
)
def test_particles_are_cut_off_korean_nouns(written: str, cut: list[str]) -> None:
    """By how the noun ends; what ends as verbs do is no noun."""
    stretched = stretches(f"서버에서 메모리를 관리하고 {written}", text_facts(["서버에서 메모리를 관리한다"]))
    assert [word.form for words in stretched for word in words] == ["서버", "에서", "메모리", "를", "관리하고", *cut]


@pytest.mark.parametrize(("written", "expected"), [("설명서를", UNKNOWN), ("설명서는", FUNCTION), ("해서", FUNCTION)])
def test_what_has_a_particle_of_nouns_is_no_verb(written: str, expected: str) -> None:
    """Though it ends as verbs do; 는 stands behind verbs as well."""
    stretched = stretches(f"서버에서 메모리를 관리하고 {written}", text_facts(["서버에서 메모리를 관리한다"]))
    classes = {word.form: word.kind for words in stretched for word in words}
    assert classes[written[:3].removesuffix("는")] == expected


@pytest.mark.parametrize(
    ("text", "language", "forms"),
    [
        ("hệ thống lái và bánh xe", "vi", [("hệ", "u"), ("thống", "u"), ("lái", "u"), ("và", "f"), ("bánh", "u"), ("xe", "u")]),
        ("ב-Celery", "he", [("ב-", "f"), ("Celery", "u")]),
        ("kteří jako řidiči", "cs", [("kteří", "f"), ("jako", "f"), ("řidiči", "u")]),
    ],
    ids=["syllables", "particle before a foreign word", "stop words"],
)
def test_classes_by_language(text: str, language: str, forms: list[tuple[str, str]]) -> None:
    """Two letters are a syllable of a term in Vietnamese; a hyphen joins Hebrew particles to foreign words."""
    cut = [word for words in stretches(text, Text(english=False, japanese=False, inflected=language)) for word in words]
    assert [(word.form, word.kind) for word in cut] == forms
