"""What titles ask to define, in the languages of ``lang``."""

from __future__ import annotations

import pytest
from zhiku.analysis.concepts.title_names import names_in_title


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("¿Qué es la tasa de interés y cómo se calcula?", ["tasa de interés"]),
        ("¿Qué es el objetivo de la ley?", []),
        ("¿Qué es lo mejor?", []),
        ("Qu’est-ce que le prêt à taux zéro ?", ["prêt à taux zéro"]),
        ("Qu'est-ce qu'un conducteur novice ?", ["conducteur novice"]),
        ("Cos'è lo SPID?", ["SPID"]),
        ("O que é o IPVA?", ["IPVA"]),
        ("O que é preciso para votar?", []),
        ("Ce este un avans?", ["avans"]),
        ("Was ist ein Girokonto?", ["Girokonto"]),
        ("Was sind Cookies und wozu dienen sie?", ["Cookies"]),
        ("Was ist der Unterschied zwischen TCP und UDP?", []),
        ("Was ist bei der Einreise zu beachten?", []),
        ("Wat is een hypotheek?", ["hypotheek"]),
        ("Vad är ett arv?", ["arv"]),
        ("Mikä on Kela?", ["Kela"]),
        ("Mi az a GDPR?", ["GDPR"]),
        ("Mi alapján dönt a bank?", []),
        ("Czym jest podatek VAT?", ["podatek VAT"]),
        ("Co je to DPH?", ["DPH"]),
        ("Что такое чёрный ящик, и зачем он нужен?", ["чёрный ящик"]),
        ("Что такое машинное обучение (machine learning)?", ["машинное обучение"]),
        ("Що таке ПДВ?", ["ПДВ"]),
        ("Τι είναι το ΦΠΑ;", ["ΦΠΑ"]),
        ("KDV nedir?", ["KDV"]),
        ("Vergi Usul Kanunu'na göre nedir?", []),
        ("Thuế giá trị gia tăng là gì?", ["Thuế giá trị gia tăng"]),
        ("Apa itu BPJS Kesehatan?", ["BPJS Kesehatan"]),
        ("การเรียนรู้ของเครื่องคืออะไร", ["การเรียนรู้ของเครื่อง"]),
        ("रिकर्सन क्या है?", ["रिकर्सन"]),
        ("ما هو التعلم الآلي؟", ["التعلم الآلي"]),
        ("מהו מס ערך מוסף?", ["מס ערך מוסף"]),
        ("یادگیری ماشین چیست؟", ["یادگیری ماشین"]),
        ("운영체제란?", ["운영체제"]),
        ("객체 지향 프로그래밍에 대해 설명해주세요", ["객체 지향 프로그래밍"]),
        ("TCP와 UDP의 차이에 대해 설명해주세요", []),
        ("객체의 상속이란?", []),
        ("デッドロックとは何ですか？", ["デッドロック"]),
        ("空白の意味とは", []),
        ("What issues are open?", []),
    ],
)
def test_a_thing_is_asked_for(title: str, names: list[str]) -> None:
    """Its name, without article and without a further question; nothing where the words describe something."""
    assert [found.name for found in names_in_title(title)] == names
