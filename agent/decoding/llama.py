"""A Llama's forward pass without what a general library adds to it.

A step of ours feeds a few dozen tokens, and then more time goes into the library's layers
of calls than into the numbers. Here a layer is four matrix products (queries, keys and
values in one; gate and up in another), and keys and values lie in one buffer.

In bfloat16 each row of a pass comes out the same, bit for bit, whatever other rows are fed
with it: the processor's matrix products have that property, and attention keeps it by always
seeing a whole number of `BLOCK` keys, those that are not there yet masked. So what is read
in pieces equals what is read at once, and a kept cache changes no probability. In float32
rows differ by rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

BLOCK = 512
"""Keys that the library's attention takes at a time; sums within a block keep their order."""


class Llama:
    """Runs tokens on top of what was fed before; `length` counts them.

    Args:
        model: a LlamaForCausalLM of transformers on the processor. Its weights are used
            where they are: joined ones replace its own, which become views of them.
    """

    def __init__(self, model: Any) -> None:
        self.model, config = model, model.config
        self.heads, self.groups = config.num_attention_heads, config.num_key_value_heads
        self.width = model.model.layers[0].self_attn.head_dim
        self.eps = config.rms_norm_eps
        self.layers = weights_of(model)
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

        size = -(-tokens // BLOCK) * BLOCK
        shape = (len(self.layers), 2, self.groups, size, self.width)
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

        past, new = self.length, len(tokens)
        if past + new > self.buffer.shape[3]:
            self._room(past + new)
        keys = -(-(past + new) // BLOCK) * BLOCK
        with torch.inference_mode():
            if positions is None:
                positions = torch.arange(past, past + new)
            mask = self._mask(seen, past, new, keys)
            x = f.embedding(torch.tensor(list(tokens)), self.model.model.embed_tokens.weight)
            cos, sin = self.cos[positions], self.sin[positions]
            for layer, kept in zip(self.layers, self.buffer, strict=True):
                x = x + self._attend(self._norm(x, layer[0]), layer, kept, mask, cos, sin)
                gate, up = f.linear(self._norm(x, layer[3]), layer[4]).chunk(2, -1)
                x = x + f.linear(f.silu(gate) * up, layer[5])
            self.length += new
            x = self._norm(x[list(rows)], self.model.model.norm.weight)
            return f.linear(x, self.model.lm_head.weight)

    def _mask(self, seen: Any, past: int, new: int, keys: int) -> Any:
        """Return what is added to the attention's scores, shape (tokens * share, keys)."""
        import torch

        shown = torch.zeros(new, keys, dtype=torch.bool)
        if seen is None:
            seen = torch.ones(new, past + new, dtype=torch.bool).tril(past)
        shown[:, : past + new] = seen
        mask = torch.zeros(new, keys, dtype=self.model.dtype).masked_fill(~shown, float("-inf"))
        return mask.repeat_interleave(self.heads // self.groups, 0)

    def _attend(self, x: Any, layer: Any, kept: Any, mask: Any, cos: Any, sin: Any) -> Any:
        """Return the attention's output; heads that share keys are so many more queries."""
        import torch
        import torch.nn.functional as f

        new, past = len(x), self.length
        share, half = self.heads // self.groups, self.width // 2
        parts = f.linear(x, layer[1]).view(new, -1, self.width)
        turned, values = parts.split((self.heads + self.groups, self.groups), 1)
        other = torch.cat((-turned[..., half:], turned[..., :half]), -1)
        turned = turned * cos + other * sin
        kept[0, :, past : past + new] = turned[:, self.heads :].transpose(0, 1)
        kept[1, :, past : past + new] = values.transpose(0, 1)
        queries = turned[:, : self.heads].view(new, self.groups, share, self.width)
        queries = queries.transpose(0, 1).reshape(1, self.groups, new * share, self.width)
        keys = mask.shape[-1]
        out = f.scaled_dot_product_attention(
            queries, kept[None, 0, :, :keys], kept[None, 1, :, :keys], attn_mask=mask[None, None]
        )
        out = out.view(self.groups, new, share, self.width).transpose(0, 1).reshape(new, -1)
        return f.linear(out, layer[2])

    def _norm(self, x: Any, weight: Any) -> Any:
        import torch.nn.functional as f

        return f.rms_norm(x, (x.shape[-1],), weight, self.eps)

    def crop(self, tokens: int) -> None:
        """Forget the last tokens."""
        self.length -= tokens


JOINED: WeakKeyDictionary[Any, list[tuple[Any, ...]]] = WeakKeyDictionary()
"""Each model's weights, for all that read it."""


def weights_of(model: Any) -> list[tuple[Any, ...]]:
    """Return the layers' weights, those that read the same input joined."""
    if model not in JOINED:
        JOINED[model] = [layer_of(layer) for layer in model.model.layers]
    return JOINED[model]


def layer_of(layer: Any) -> tuple[Any, ...]:
    """Return (norm, queries keys and values, output, norm, gate and up, down) of a layer."""
    a, m = layer.self_attn, layer.mlp
    return (
        layer.input_layernorm.weight.detach(),
        joined(a.q_proj, a.k_proj, a.v_proj),
        a.o_proj.weight.detach(),
        layer.post_attention_layernorm.weight.detach(),
        joined(m.gate_proj, m.up_proj),
        m.down_proj.weight.detach(),
    )


def joined(*parts: Any) -> Any:
    """Join weights into one matrix, of which they become views: it takes no more memory."""
    import torch

    whole = torch.cat([part.weight.detach() for part in parts])
    for part, view in zip(parts, whole.split([len(p.weight) for p in parts]), strict=True):
        part.weight.data = view
    return whole
