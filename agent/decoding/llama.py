"""A Llama's forward pass without what a general library adds to it.

A step of ours feeds a few dozen tokens, and then more time goes into the library's layers
of calls than into the numbers. Here a layer is four matrix products (queries, keys and
values in one; gate and up in another), and keys and values lie in one buffer.

In bfloat16 each row of a pass comes out the same, bit for bit, whatever other rows are fed
with it: the processor's matrix products have that property, and attention keeps it by always
seeing `enough` keys, those that are not there yet masked. So what is read
in pieces equals what is read at once, and a kept cache changes no probability. (Not quite all
have it: so no row goes alone, and attention takes a multiple of `QUERIES`.) In float32 rows
differ by rounding.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

BLOCK = 512
"""Keys that the library's attention takes at a time; sums within a block keep their order."""
GRAIN, GAP = 32, (192, 384)
"""Less than a block is a multiple of this; between these two the order of sums is another."""
QUERIES = 32
"""Queries that attention takes at a time; of fewer, the sums have another order."""
BATCH = 32
"""Rows for which packed weights are laid out; other numbers of rows work as well."""
Product = Callable[[Any], Any]


class Llama:
    """Runs tokens on top of what was fed before; `length` counts them.

    Args:
        model: a LlamaForCausalLM of transformers on the processor. Its weights are used
            where they are, or in bfloat16 copied in the order in which the processor reads
            them (`product`): a fifth to a quarter less time for as much memory again.
    """

    def __init__(self, model: Any) -> None:
        self.model, config = model, model.config
        self.heads, self.groups = config.num_attention_heads, config.num_key_value_heads
        self.width = model.model.layers[0].self_attn.head_dim
        self.eps = config.rms_norm_eps
        self.weights = weights_of(model)
        self.length = 0
        self.buffer: Any = None
        """Keys and values, shape (layers, 2, key heads, tokens, width)."""
        self._room(BLOCK)

    @staticmethod
    def fits(model: Any) -> bool:
        """Tell whether a model is one that this class computes."""
        config = model.config
        return (
            type(model).__module__.startswith("transformers.")
            and type(model).__name__ == "LlamaForCausalLM"
            and model.device.type == "cpu"
            and config.hidden_act == "silu"
            and not getattr(config, "attention_bias", False)
            and not getattr(config, "mlp_bias", False)
            and getattr(model.model.rotary_emb, "rope_type", "default") == "default"
        )

    def _room(self, tokens: int) -> None:
        """Make room for so many tokens."""
        import torch

        size = -(-tokens // BLOCK) * BLOCK  # never less than `enough`
        shape = (len(self.weights.layers), 2, self.groups, size, self.width)
        buffer = torch.zeros(shape, dtype=self.model.dtype)
        if self.length:
            buffer[..., : self.length, :] = self.buffer[..., : self.length, :]
        self.buffer = buffer
        with torch.inference_mode():
            sample = torch.zeros(1, 1, dtype=self.model.dtype)
            turns = self.model.model.rotary_emb(sample, torch.arange(size)[None])
        self.cos, self.sin = (t[0].unsqueeze(1) for t in turns)

    def feed(
        self, tokens: Sequence[int], rows: Sequence[int], seen: Any = None, positions: Any = None
    ) -> Any:
        """Run tokens and keep them; return logits at `rows`, shape (rows, vocabulary).

        `seen` is true where a token may look, shape (tokens, length + tokens); by default
        each sees all before it. `positions` count from the start, shape (tokens,).
        """
        import torch
        import torch.nn.functional as f

        if len(tokens) == 1:
            return self._alone(tokens, rows, seen, positions)
        past, new = self.length, len(tokens)
        if past + new > self.buffer.shape[3]:
            self._room(past + new)
        keys = enough(past + new)
        with torch.inference_mode():
            if positions is None:
                positions = torch.arange(past, past + new)
            mask = self._mask(seen, past, new, keys)
            x = f.embedding(torch.tensor(list(tokens)), self.model.model.embed_tokens.weight)
            cos, sin = self.cos[positions], self.sin[positions]
            for layer, kept in zip(self.weights.layers, self.buffer, strict=True):
                x = x + self._attend(self._norm(x, layer[0]), layer, kept, mask, cos, sin)
                gate, up = layer[4](self._norm(x, layer[3])).chunk(2, -1)
                x = x + layer[5](f.silu(gate) * up)
            self.length += new
            wanted = [*rows, *rows][: max(2, len(rows))]
            x = self._norm(x[wanted], self.model.model.norm.weight)
            return self.weights.head(x)[: len(rows)]

    def _alone(self, tokens: Sequence[int], rows: Sequence[int], seen: Any, positions: Any) -> Any:
        """Run one token, beside itself: a product with one row is summed in another order."""
        import torch

        if positions is None:
            positions = torch.tensor([self.length])
        if seen is None:
            seen = torch.ones(1, self.length + 1, dtype=torch.bool)
        twice = torch.cat([seen, torch.zeros(1, 1, dtype=torch.bool)], 1).repeat(2, 1)
        logits = self.feed([*tokens] * 2, rows, twice, positions.repeat(2))
        self.crop(1)
        return logits

    def _mask(self, seen: Any, past: int, new: int, keys: int) -> Any:
        """Return what is added to the attention's scores, shape (queries, keys).

        There is a query for each token and head that shares its keys, and some that see all
        and count for nothing.
        """
        import torch

        shown = torch.zeros(new, keys, dtype=torch.bool)
        if seen is None:
            seen = torch.ones(new, past + new, dtype=torch.bool).tril(past)
        shown[:, : past + new] = seen
        mask = torch.zeros(new, keys, dtype=self.model.dtype).masked_fill(~shown, float("-inf"))
        mask = mask.repeat_interleave(self.heads // self.groups, 0)
        return torch.nn.functional.pad(mask, (0, 0, 0, -len(mask) % QUERIES))

    def _attend(self, x: Any, layer: Any, kept: Any, mask: Any, cos: Any, sin: Any) -> Any:
        """Return the attention's output; heads that share keys are so many more queries."""
        import torch
        import torch.nn.functional as f

        new, past = len(x), self.length
        share, half = self.heads // self.groups, self.width // 2
        parts = layer[1](x).view(new, -1, self.width)
        turned, values = parts.split((self.heads + self.groups, self.groups), 1)
        other = torch.cat((-turned[..., half:], turned[..., :half]), -1)
        turned = turned * cos + other * sin
        kept[0, :, past : past + new] = turned[:, self.heads :].transpose(0, 1)
        kept[1, :, past : past + new] = values.transpose(0, 1)
        queries = turned[:, : self.heads].view(new, self.groups, share, self.width)
        queries = queries.transpose(0, 1).reshape(1, self.groups, new * share, self.width)
        queries = f.pad(queries, (0, 0, 0, len(mask) - new * share))
        keys = mask.shape[-1]
        out = f.scaled_dot_product_attention(
            queries, kept[None, 0, :, :keys], kept[None, 1, :, :keys], attn_mask=mask[None, None]
        )[:, :, : new * share]
        out = out.reshape(self.groups, new, share, self.width).transpose(0, 1).reshape(new, -1)
        return layer[2](out)

    def _norm(self, x: Any, weight: Any) -> Any:
        import torch.nn.functional as f

        return f.rms_norm(x, (x.shape[-1],), weight, self.eps)

    def crop(self, tokens: int) -> None:
        """Forget the last tokens."""
        self.length -= tokens


def enough(tokens: int) -> int:
    """Return how many keys attention is given for so many tokens."""
    blocks, rest = divmod(tokens, BLOCK)
    rest = -(-rest // GRAIN) * GRAIN
    return blocks * BLOCK + (GAP[1] if GAP[0] < rest < GAP[1] else rest)


@dataclass(frozen=True)
class Weights:
    """A model's matrix products, those that read the same input joined.

    Each of `layers` is (norm, queries keys and values, output, norm, gate and up, down).
    """

    layers: list[tuple[Any, Product, Product, Any, Product, Product]]
    head: Product


KNOWN: WeakKeyDictionary[Any, Weights] = WeakKeyDictionary()
"""Each model's weights, for all that read it."""


def weights_of(model: Any) -> Weights:
    """Return the products of a model; they are made once."""
    if model not in KNOWN:
        layers = []
        for layer in model.model.layers:
            a, m = layer.self_attn, layer.mlp
            norms = layer.input_layernorm.weight, layer.post_attention_layernorm.weight
            layers.append(
                (
                    norms[0].detach(),
                    product(a.q_proj, a.k_proj, a.v_proj),
                    product(a.o_proj),
                    norms[1].detach(),
                    product(m.gate_proj, m.up_proj),
                    product(m.down_proj),
                )
            )
        KNOWN[model] = Weights(layers, product(model.lm_head))
    return KNOWN[model]


def product(*parts: Any) -> Product:
    """Return what multiplies rows with the weights of some linear layers at once."""
    import torch

    whole = torch.cat([p.weight.detach() for p in parts]) if len(parts) > 1 else parts[0].weight
    if packs(whole):
        packed = torch.ops.mkldnn._reorder_linear_weight(whole.detach().contiguous(), BATCH)
        multiply = torch.ops.mkldnn._linear_pointwise
        return lambda x: multiply(x, packed, None, "none", [], "")
    if len(parts) > 1:  # they become views of the joined matrix: it takes no more memory
        for part, view in zip(parts, whole.split([len(p.weight) for p in parts]), strict=True):
            part.weight.data = view
    return lambda x: torch.nn.functional.linear(x, whole)


def packs(weight: Any) -> bool:
    """Tell whether the library can lay out weights as the processor reads them."""
    import torch

    return (
        weight.dtype == torch.bfloat16
        and torch.backends.mkldnn.is_available()
        and hasattr(torch.ops.mkldnn, "_linear_pointwise")
        and hasattr(torch.ops.mkldnn, "_reorder_linear_weight")
    )
