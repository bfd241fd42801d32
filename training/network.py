"""The network: one encoder of five layers, and two more that read a sentence with one of its words marked.

Only training needs this file; the package reads the same weights with onnxruntime.
"""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from talion.coding.models.labels import MARKED_HEADS, MARKS, SENTENCE_HEADS, WHOLE_HEADS
from talion.coding.models.runtime import FAR, SHARED_LAYERS

WIDTH, INNER, HEADS, LAYERS = 384, 1536, 12, 5


class Layer(nn.Module):
    """One layer of the encoder: attention, then two dense steps, each added to what went in."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm_attention = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """The next layer's input; `mask` is true where a piece may be looked at, None where all may."""
        rows, length, _ = x.shape
        query, key, value = (
            part(x).view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        # Written out: for short sentences on a CPU this is faster than PyTorch's own attention, and can be exported.
        scores = query @ key.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)
        if mask is not None:
            scores = scores.masked_fill(~mask[:, None, None, :], -1e4)
        seen = torch.softmax(scores, dim=-1).to(value.dtype) @ value
        seen = seen.transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm_attention(x + self.drop(self.out(seen)))
        return self.norm(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Network(nn.Module):
    """Encoder, heads on each word, a head on the whole, and the layers for one marked span."""

    def __init__(self, pieces: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(pieces, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.sentence = nn.Linear(WIDTH, sum(SENTENCE_HEADS.values()))
        self.whole = nn.Linear(2 * WIDTH, sum(WHOLE_HEADS.values()))
        self.marked_layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - SHARED_LAYERS))
        self.mark = nn.Embedding(len(MARKS), WIDTH)
        self.away = nn.Embedding(2 * FAR + 1, WIDTH)
        self.marked = nn.Linear(WIDTH, sum(MARKED_HEADS.values()))
        for table in (self.mark, self.away):
            nn.init.normal_(table.weight, std=0.02)

    def load_encoder(self, folder: Path) -> None:
        """Take over the weights of the sentence encoder that the training starts from."""
        given = load_file(str(folder / "model.safetensors"))
        given = {name.removeprefix("bert."): tensor for name, tensor in given.items()}
        state = self.state_dict()
        taken = {
            "word.weight": "embeddings.word_embeddings.weight",
            "position.weight": "embeddings.position_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        parts = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "out": "attention.output.dense", "norm_attention": "attention.output.LayerNorm",
            "wide": "intermediate.dense", "narrow": "output.dense", "norm": "output.LayerNorm",
        }  # fmt: skip
        for layer in range(LAYERS):
            for ours, theirs in parts.items():
                for kind in ("weight", "bias"):
                    name = f"encoder.layer.{layer}.{theirs}.{kind}"
                    taken[f"layers.{layer}.{ours}.{kind}"] = name
                    if layer >= SHARED_LAYERS:
                        taken[f"marked_layers.{layer - SHARED_LAYERS}.{ours}.{kind}"] = name
        for ours, theirs in taken.items():
            state[ours] = given[theirs].clone()
        state["segment"] = given["embeddings.token_type_embeddings.weight"][0].clone()
        self.load_state_dict(state)

    def forward(self, pieces: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor]:
        """Outputs for each piece, outputs for the whole, and what the marked layers start from."""
        at = torch.arange(pieces.shape[1])
        x = self.drop(self.norm(self.word(pieces) + self.position(at)[None] + self.segment))
        below = x
        for number, layer in enumerate(self.layers):
            if number == SHARED_LAYERS:
                below = x
            x = layer(x, mask)
        if mask is None:
            mean = x.mean(dim=1)
        else:
            mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        x = self.drop(x)
        return self.sentence(x), self.whole(self.drop(torch.cat([x[:, 0], mean], dim=-1))), below

    def read_marked(self, below: Tensor, away: Tensor, kind: Tensor, mask: Tensor | None = None) -> Tensor:
        """Outputs for each piece when one span is marked; `away` is the distance from it plus FAR, 0 to 2 FAR."""
        here = (away == FAR).to(below.dtype)[..., None]
        x = below + self.away(away) + here * self.mark(kind)[:, None]
        for layer in self.marked_layers:
            x = layer(x, mask)
        return self.marked(self.drop(x))


class MarkedReader(nn.Module):
    """The marked layers alone, as a network of its own for export."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, below: Tensor, away: Tensor, kind: Tensor) -> Tensor:
        """What `Network.read_marked` says."""
        return self.network.read_marked(below, away, kind)
