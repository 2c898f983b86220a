"""Make the table of word vectors. README.md in this folder describes the sources and the method."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import torch
from encoder import Encoder
from torch.nn import functional
from words import chinese, english, others, sentences

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "generator"))
from zhiku.vectors.table import write_table
from zhiku.vectors.text import Segmenter

DIMENSIONS, PARTS, CENTROIDS = 192, 32, 256
WHITENING = 0.5
"""Each principal component is divided by this power of its standard deviation, because the first ones mostly encode the language
and form of a text."""
RARE = 1e-3
"""A word of probability p starts with the weight RARE / (RARE + p) (Arora et al., 2017, A Simple but Tough-to-Beat Baseline)."""
EPOCHS, BATCH, RATE, TIE, HELD_OUT = 5, 512, 2e-3, 0.02, 2_000
CLUSTER_ROUNDS, CLUSTER_SAMPLE = 15, 30_000
SLICE = 5_000
TABLE = Path(__file__).resolve().parents[2] / "generator/zhiku/vectors/table.bin"


def is_chinese(text: str) -> bool:
    """True if a text contains a Chinese character."""
    return any("\u3400" <= char <= "\u9fff" for char in text)


def embedded(encoder: Encoder, texts: list[str], kept: Path) -> np.ndarray:
    """Embeddings of texts; those computed in an earlier run are read from a file."""
    done = np.load(kept) if kept.exists() else np.zeros((0, 384), np.float16)
    for at in range(len(done), len(texts), SLICE):
        done = np.concatenate([done, encoder.encode(texts[at : at + SLICE]).astype(np.float16)])
        np.save(kept, done)
        print(f"{kept.stem}: {len(done)} of {len(texts)}", flush=True)
    return done.astype(np.float32)


def projected(words: list[str], of_words: np.ndarray, texts: list[str], of_texts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Word and sentence embeddings without their language's mean, in DIMENSIONS whitened principal components, unit length."""
    out = []
    for names, values in ((words, of_words), (texts, of_texts)):
        here = np.array([is_chinese(name) for name in names])
        centred = values.copy()
        centred[here] -= centred[here].mean(0)
        centred[~here] -= centred[~here].mean(0)
        out.append(centred)
    sample = np.concatenate([out[0][::5], out[1][::2][:20_000]])
    _, sizes, axes = np.linalg.svd(sample, full_matrices=False)
    base = axes[:DIMENSIONS].T / sizes[:DIMENSIONS] ** WHITENING
    return tuple(values @ base / np.linalg.norm(values @ base, axis=1, keepdims=True) for values in out)


def fitted(start: np.ndarray, bags: list[list[int]], targets: np.ndarray) -> np.ndarray:
    """Word vectors whose sum over a sentence points in the direction of its target, regularized towards their initial values."""
    torch.manual_seed(0)
    first = torch.tensor(start)
    table = torch.nn.EmbeddingBag.from_pretrained(first.clone(), mode="sum", freeze=False, sparse=True)
    optimizer = torch.optim.SparseAdam(table.parameters(), lr=RATE)
    aims = torch.tensor(targets)
    usable = [i for i, bag in enumerate(bags) if bag]
    held, seen = usable[:HELD_OUT], usable[HELD_OUT:]

    def summed(rows: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
        flat = torch.tensor([word for i in rows for word in bags[i]])
        starts = torch.tensor(np.cumsum([0] + [len(bags[i]) for i in rows[:-1]]))
        return table(flat, starts), flat

    order = np.random.default_rng(0)
    for epoch in range(EPOCHS):
        order.shuffle(seen)
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - epoch / EPOCHS)
        for at in range(0, len(seen), BATCH):
            rows = seen[at : at + BATCH]
            found, flat = summed(rows)
            used = flat.unique()
            moved = functional.embedding(used, table.weight, sparse=True) - first[used]
            loss = (1 - functional.cosine_similarity(found, aims[rows])).mean() + TIE * (moved**2).sum(1).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            cosine = float(functional.cosine_similarity(summed(held)[0], aims[held]).mean())
            print(
                f"epoch {epoch}: cosine {cosine:.4f} on sentences held out",
                flush=True,
            )
    return table.weight.detach().numpy()


def quantised(units: np.ndarray, texts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Centroids [PARTS, CENTROIDS, DIMENSIONS / PARTS] and codes [words, PARTS] (Jégou et al., 2011, Product Quantization).

    The centroids are fitted to equal numbers of words and texts, so that they also serve for vectors of titles.
    """
    chance = np.random.default_rng(0)
    size = DIMENSIONS // PARTS
    half = CLUSTER_SAMPLE // 2
    sample = np.concatenate(
        [units[chance.choice(len(units), half, replace=False)], texts[chance.choice(len(texts), half, replace=False)]]
    )
    centroids = np.zeros((PARTS, CENTROIDS, size), np.float32)
    codes = np.zeros((len(units), PARTS), np.uint8)
    for part in range(PARTS):
        here = torch.tensor(sample[:, part * size : (part + 1) * size])
        centres = here[torch.tensor(chance.choice(len(here), CENTROIDS, replace=False))].clone()
        for _ in range(CLUSTER_ROUNDS):
            nearest = torch.cdist(here, centres).argmin(1)
            counts = torch.bincount(nearest, minlength=CENTROIDS)
            sums = torch.zeros_like(centres).index_add_(0, nearest, here)
            centres = torch.where((counts > 0)[:, None], sums / counts.clamp(min=1)[:, None], centres)
        centroids[part] = centres.numpy()
        codes[:, part] = torch.cdist(torch.tensor(units[:, part * size : (part + 1) * size]), centres).argmin(1).numpy()
    return centroids, codes


def main(dictionary: str, common: str, listed: str, wordnet: str, work: str) -> None:
    """Make the table from the sources that README.md names."""
    torch.set_num_threads(1)
    folder = Path(work)
    encoder = Encoder()
    ranked = chinese(Path(dictionary))
    words = list(dict.fromkeys((*english(Path(listed), encoder), *ranked, *others(encoder))))
    print(len(words), "words", flush=True)
    of_words = embedded(encoder, words, folder / "words.npy")
    texts = sentences(Path(wordnet), {"zh": ranked, "en": english(Path(common), encoder)})
    of_texts = embedded(encoder, texts, folder / "sentences.npy")
    units, targets = projected(words, of_words, texts, of_texts)
    probability = np.exp([encoder.log_probability(word) for word in words])
    numbers = {word: i for i, word in enumerate(words)}
    segmenter = Segmenter(numbers)
    bags = [[numbers[word] for word in segmenter.words(text)] for text in texts]
    vectors = fitted((units * (RARE / (RARE + probability))[:, None]).astype(np.float32), bags, targets.astype(np.float32))
    weights = np.linalg.norm(vectors, axis=1)
    sums = np.array([vectors[bag].sum(0) for bag in bags if bag])
    centroids, codes = quantised(vectors / weights[:, None], sums / np.linalg.norm(sums, axis=1, keepdims=True))
    write_table(TABLE, words, centroids, codes, weights)
    print(TABLE, TABLE.stat().st_size, "bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
