"""Words that say how something is asked, not what: they count little in a query and cut titles into terms.

General Chinese and English only; what belongs to one base belongs into its ``kb.yml``.
"""

from __future__ import annotations

ASKS_HOW = ("如何", "怎么", "怎样", "咋", "怎么样", "how to", "how")
"""Questions for a way to do something; titles that ask the same rank a little higher."""

ASKS_WHAT = ("什么", "什么是", "是什么", "什么意思", "是指", "何为", "定义", "含义", "what is", "what")
"""Questions for what a thing is."""

_CHINESE = """
一张 一幅 一首 一段 一篇 一句 一辆 一部 一条 一位 一名 一份 一套 一段话 一句话 两个 两种 几张 这张 那张 这种 那种 该 某个
某种 有哪些 哪些 哪个 哪种 哪一种 哪里 哪儿 哪 什么样 为什么 为何 多少 几种 几个 几 是不是 是否 能不能 可不可以 可否 能否
会不会 怎么办 怎么做 怎么用 怎么样 怎么选 怎么算 怎么写 怎么画 怎么看 怎么弄 怎么能 怎么去 咋办 如何做 如何用 该怎么 什么叫
叫什么 叫做 何谓 啥 啥是 啥叫 有没有 有什么 有何 要什么 用什么 做什么 干什么 能做 可以做 请问 请 请简要 简要 介绍 简述
解释一下 说明一下 说说 讲讲 谈谈 列举 举例 可以 可能 能够 应该 应当 需要 必须 想要 想 要 会 能 让 使 把 被 给 给我 帮我 帮 我
你 我们 他们 它 它们 自己 大家 的 地 得 了 着 过 吗 呢 吧 啊 呀 么 嘛 之 所 者 与 和 及 以及 或 或者 还是 而 且 并 并且 但 在
里 中 里面 中的 上 下 内 对 对于 关于 从 到 向 由 用 用来 用于 以 为 为了 因为 所以 如果 例如 比如 如 等 等等 是 有 没有 没
不 很 太 更 最 非常 比较 一些 一个 一种 一下 这 那 这个 那个 这些 那些 每个 每种 常见 常用 主要 通常 一般 当前 目前 来 去 做
时 时候 的话 方面 东西 情况 都 也 就 还 又 再 才 只 意思 方法 办法 方式 区别 差别 不同 关系 适合 适用 好 更好 哪个好 选 选择
用途 作用 人工智能
"""

_ENGLISH = """
a an the of to in on for from with by at as and or not is are was be do does did can could should would will may
how what which why when where who whom whose that this these those it its i you we they my your our their there
use using used about into than then vs versus between s t re ve ll d m me ai so if but any some all more most other
have has had there which get got make makes made need needs want please tell show give let one such
"""

_ASPECTS = """
做什么 干什么 能做 能做什么 能干什么 可以做什么 可以干什么 可以用来做什么 什么问题 哪些问题 有什么问题 遇到什么问题
遇到的问题 什么困难 哪些困难 方法 办法 方式 区别 差别 差异 不同 异同 关系 适合 适用 好 更好 选 选择 常见 常用 主要 介绍 简介
用途 作用 用处 有什么用 有啥用 有用 意思 没有 不 定义 含义 概念 优点 缺点 优缺点 优势 劣势 好处 坏处 弊端 长处 短处 利弊 应用
使用 使用方法 用法 应用场景 适用场景 公式 计算公式 原理 工作原理 机理 机制 本质 特点 特性 步骤 流程 讲解 详解 说明 教程 入门
基础 知识点 面试 面试题 题目 总结 举例 例子 实例 案例 示例 解决 解决方案 解决办法 解决方法 怎么办 咋办 如何解决 怎么解决
如何应对 辅助 自动 自动化 在线 实时 背景 专业 整体 传统 现代 新型 高级 初级 策略 手段 体系 领域 行业 技术
work works working explained explain explanation tutorial guide introduction overview basics example examples formula meaning
definition advantages disadvantages pros cons difference differences application applications usage method methods technique
techniques
"""
LIGHT = tuple(sorted({*_ASPECTS.split()}))
"""What a reader wants to know of a topic. They count little beside it, and no text about the topic is missed for want of
them; alone they are what is looked for."""

FRAMES = tuple(
    sorted({*_CHINESE.split(), *_ENGLISH.split(), *LIGHT, *(word for word in (*ASKS_HOW, *ASKS_WHAT) if " " not in word)})
)
"""Words that are no part of a name; the segmenter and the planner leave them out of terms."""
