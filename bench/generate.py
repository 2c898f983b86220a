"""Write a content folder with any number of realistic questions, deterministically: ``python bench/generate.py 2000 DIR``.

The text mixes prompts, list items, sentences and formulas of the frozen first base with invented terms, so that indexes, concepts
and relations are as rich as in real texts: every topic has its own terms, terms recur in neighbouring questions, and domains
differ in frequency. A question has about 1.5 to 2 KB.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "tests" / "base"
SEED = 20_260_501
_QUESTIONS_PER_FILE = 400
"""About 800 KB: GitHub's web editor, which owners use, does not open files above 1 MB."""

_HEADS = (
    "稀疏", "稠密", "分层", "渐进", "对比", "自监督", "因果", "动态", "局部", "全局", "轻量", "联合", "跨域",
    "增量", "鲁棒", "正交", "谱域", "时序", "空间", "概率", "混合", "双向", "残差", "量化", "蒸馏",
)  # fmt: skip
_MIDDLES = (
    "注意力", "卷积", "嵌入", "采样", "归一", "对齐", "聚合", "检索", "编码", "解码",
    "匹配", "校准", "剪枝", "插值", "映射", "聚类", "排序", "分割", "重建", "投影",
)  # fmt: skip
_TAILS = (
    "网络", "机制", "损失", "算法", "策略", "模块", "指标", "框架", "索引", "正则", "模型", "变换", "滤波", "图谱", "约束",
)  # fmt: skip
_ENGLISH = (
    "Sparse", "Dense", "Layered", "Progressive", "Contrastive", "Causal", "Dynamic", "Local", "Global", "Light", "Joint",
)  # fmt: skip

_FIELDS = ("医疗", "金融", "计算机视觉", "自然语言处理", "语音", "视频", "娱乐", "")
_ASKS = ("{}的原理是什么？", "如何实现{}？", "{}有哪些优缺点？", "{}在{}领域的应用有哪些？", "怎样评估{}？", "{}与{}有什么区别？")


def write_base(questions: int, folder: Path) -> None:
    """Write a content folder with this number of questions, split into files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("domains.yml", "kb.yml"):
        shutil.copyfile(BASE / name, folder / name)
    texts = _questions(questions)
    for start in range(0, questions, _QUESTIONS_PER_FILE):
        name = f"base-{start // _QUESTIONS_PER_FILE + 1:03}.md"
        (folder / name).write_text("\n".join(texts[start : start + _QUESTIONS_PER_FILE]), encoding="utf-8")


def _questions(count: int) -> list[str]:
    chance = random.Random(SEED)  # noqa: S311 - texts, not secrets
    sentences, formulas = _material()
    terms = _terms(max(60, count // 4), chance)
    return [_question(number, count, terms, sentences, formulas, chance) for number in range(1, count + 1)]


def _material() -> tuple[list[str], list[str]]:
    text = (BASE / "multimodal-llm.md").read_text(encoding="utf-8")
    formulas = re.findall(r"\\\(.+?\\\)", text)
    sentences = [part for part in re.findall(r"[^\n。：]{18,80}。", text) if "\\(" not in part and "**" not in part]
    return sentences, formulas


def _terms(count: int, chance: random.Random) -> list[tuple[str, str]]:
    names = [(head + middle + tail) for head in _HEADS for middle in _MIDDLES for tail in _TAILS]
    chance.shuffle(names)
    return [
        (name, f"{chance.choice(_ENGLISH)} {chance.choice(_ENGLISH)} Method {index}") for index, name in enumerate(names[:count])
    ]


def _question(  # noqa: PLR0913, PLR0917 - the material and the random generator
    number: int, count: int, terms: list[tuple[str, str]], sentences: list[str], formulas: list[str], chance: random.Random
) -> str:
    near = [terms[(number * len(terms) // (count + 1) + step) % len(terms)] for step in (0, 1, 2, 3, 5, 8)]
    topic, other = near[0][0], chance.choice(terms)[0]
    field = chance.choice(_FIELDS)
    ask = chance.choice(_ASKS)
    title = ask.format(topic, field or "工业" if "领域" in ask else other)
    lines = [f"### {number}. {title}", "", f"**面试题：** 请说明{topic}的要点，并与{other}比较。", "", "**答案：**", ""]
    lines += [chance.choice(sentences), ""]
    for position, (name, english) in enumerate(chance.sample(near, 3), 1):
        lines += [
            f"{position}. **{name}（{english}）**：",
            f"   - **作用：** {chance.choice(sentences)}",
            f"   - **优点：** 比{chance.choice(near)[0]}更稳定，{chance.choice(sentences)}",
            f"   - **计算公式：** {chance.choice(formulas)}，其中 {chance.choice(formulas)} 由数据决定。",
            "",
        ]
    lines += ["**解析：**", "", f"{topic}常与{other}一起使用。" + "".join(chance.sample(sentences, 3)), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    write_base(int(sys.argv[1]), Path(sys.argv[2]))
