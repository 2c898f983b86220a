"""Hypothesis strategies for texts: anything a file can contain, and Markdown made of pieces that are hard to parse."""

from __future__ import annotations

from hypothesis import strategies as st

LINE_ENDS = ("\n", "\r\n", "\r")
PIECES = (
    *("\t", "    ", "  ", " ", ""),
    *("```", "~~~", "```python", "````", "`", "``"),
    *("> ", "- ", "* ", "1. ", "3) ", "   - ", "   1. ", "# ", "###", "---", "===", "***", "|", "|---|", "| a | b |", "\\|"),
    *(
        "{: .x }",
        "{#id}",
        "[TOC]",
        "*[abbr]: x",
        "[^1]",
        "[^1]: note",
        '--8<-- "x"',
        "!!! note",
        '=== "tab"',
        "???+ x",
        ":::",
        "^^x^^",
        "==x==",
    ),
    *(
        "\x02",
        "\x03",
        "\x02wzxhzdk:0\x03",
        "\u2028",
        "\u2029",
        "\x0b",
        "\x0c",
        "\x1c",
        "\x85",
        "\u00a0",
        "\u3000",
        "\u200b",
        "\ufeff",
        "\x00",
    ),
    *(
        "<div>",
        "</div>",
        "<div markdown=1>",
        "<pre>",
        "</pre>",
        "<p>",
        "<!--",
        "-->",
        "<b>",
        "</b>",
        "<details open>",
        "<summary>",
        "<br>",
        "<hr/>",
    ),
    *(
        "<script>",
        "</script>",
        '<i onclick="x">',
        '<a href="javascript:x">',
        "<?php",
        "<![CDATA[",
        "]]>",
        "<table>",
        "<td>",
        "<li>",
        "<style>",
    ),
    *(
        "&amp;",
        "&lt;",
        "&#9;",
        "&nbsp;",
        "&",
        "<",
        ">",
        '"',
        "'",
        "\\",
        "\\\\",
        "{{ x }}",
        "{% x %}",
        "{# x #}",
        "${x}",
        "$$",
        "$5",
    ),
    *("\\(", "\\)", "\\[", "\\]", "\\(a_1\\)", "\\[b^2\\]", "\\(a < b & c\\)", "\\\\(", "\\(x\ny\\)"),
    *(
        "[words](#1)",
        "[words][r]",
        "[r]: #1",
        "![i](/assets/a.png)",
        "![",
        "](",
        ")",
        "<https://example.org>",
        "[",
        "]",
        "[x](http://[)",
    ),
    *("**", "__", "*", "_", "~~", "**优点：**", "汉字", "，", "：", "👩‍🔬", "e\u0301", "ﬁ", "\U0001d499", "a", "word"),
    *("**答案：**", "**解析：** ", "### 2. 又一题", "## 章", "### 题 {#x}"),
)

any_text = st.text(st.characters(codec="utf-8"))
"""Any text that a UTF-8 file can contain."""

_line = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=6).map("".join)
_nasty = st.lists(st.tuples(_line, st.sampled_from(LINE_ENDS)).map("".join), max_size=8).map("".join)
markdown = (_nasty | any_text).filter(lambda text: not any("\ud800" <= char <= "\udfff" for char in text))
"""Markdown made of difficult pieces, with mixed line ends."""
