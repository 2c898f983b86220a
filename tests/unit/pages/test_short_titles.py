"""Titles without their common beginning."""

from __future__ import annotations

from zhiku.pages.short_titles import short_titles


def test_a_common_beginning_goes() -> None:
    """Even if a few titles begin differently; those are not shortened."""
    titles = ["大 模型中的常见数据", "大 模型中的常见损失", "大 模型中的常见指标", "大 模型中的常见算法", "怎样训练？"]
    assert short_titles(titles) == ["数据", "损失", "指标", "算法", "怎样训练？"]
    titles = [title.replace(" ", "") for title in titles]
    assert short_titles(titles) == ["数据", "损失", "指标", "算法", "怎样训练？"]


def test_words_stay_whole_where_they_are_spaced() -> None:
    """A common beginning ends after a space."""
    titles = [f"How to install {name}" for name in ("pandas", "pip", "postgres", "pgcli")]
    assert short_titles(titles) == ["pandas", "pip", "postgres", "pgcli"]


def test_distinctive_beginnings_stay() -> None:
    """With few titles, a short beginning or equal titles nothing is removed."""
    assert short_titles(["大模型甲一", "大模型乙二", "大模型丙三"]) == ["大模型甲一", "大模型乙二", "大模型丙三"]
    assert short_titles(["红茶甲", "红茶乙", "红茶丙", "红茶丁"]) == ["红茶甲", "红茶乙", "红茶丙", "红茶丁"]
    assert short_titles(["What is the output?"] * 5) == ["What is the output?"] * 5


def test_a_beginning_needs_four_titles_and_half_of_all() -> None:
    """Three titles are not enough, nor are four of nine."""
    titles = ["大模型中的常见数据", "大模型中的常见损失", "大模型中的常见指标", "大模型中的常见算法"]
    others = ["怎样训练？", "何时停止？", "为何归一？", "谁来标注？"]
    assert short_titles(titles[:3]) == titles[:3]
    assert short_titles([*titles, *others])[:4] == ["数据", "损失", "指标", "算法"]
    assert short_titles([*titles, *others, "哪里部署？"])[:4] == titles


def test_a_word_or_two_belong_to_the_question() -> None:
    """*What is the* may go, and so may a name with a colon."""
    assert short_titles(["What are keys?", "What are refs?", "What is JSX?", "What is state?"])[0] == "What are keys?"
    assert short_titles(["What is the DOM?", "What is the state?", "What is the root?", "What is the use?"])[0] == "DOM?"
    assert short_titles(["Git: what is a tag?", "Git: what is a fork?", "Git: who made it?", "Git: when?"])[3] == "when?"


def test_no_fragment_of_a_sentence_remains() -> None:
    """A phrase that names no question belongs to the sentence, unless punctuation ends it; words are whole in every script."""
    law = "Vergi Usul Kanunu'na"
    rest = ("göre vergi nedir?", "göre süre nedir?", "uygun belge hangisidir?", "aykırı işlem hangisidir?")
    assert short_titles([f"{law} {one}" for one in rest]) == [f"{law} {one}" for one in rest]
    assert short_titles([f"{law} göre, {one}" for one in ("tarh", "ceza", "süre", "belge")])[0] == "tarh"
    assert short_titles([f"{law} göre, vergi{one} kaç" for one in ("si", "nin", "ler", "ye")])[1] == "verginin kaç"
    assert short_titles([f"Что такое переменная{one}" for one in (" x", " y", "-z", "-w")])[0] == "Что такое переменная x"


def test_what_remains_begins_with_no_function_word() -> None:
    """Such a title is kept whole."""
    titles = [f"How to install {name}" for name in ("pandas", "pip", "and remove it", "pgcli")]
    assert short_titles(titles) == ["pandas", "pip", "How to install and remove it", "pgcli"]
