"""The store: bundles under ``models/NAME/VERSION``, written once, found by name or digest.

The model that is shipped takes part under the reference ``shipped``; it lies inside the package
and is never written to. A folder appears by rename when all of it is there, so a store that was
interrupted holds no half models.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commentguard.errors import ModelError, cause
from commentguard.registry.home import made
from commentguard.registry.pointer import NAME, Choice, Pointer, read_pointer, sync_folder
from commentguard.scoring.bundle import FILES, Bundle, load
from commentguard.scoring.sealed import SUMS
from commentguard.scoring.shipped import default_model

SHIPPED = "shipped"
BESIDE = ("report.json", "MODEL_CARD.md")
_COPIED = (*FILES, SUMS, *BESIDE)
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}")
_DIGEST = re.compile(r"[0-9a-f]{6,64}")


@dataclass(frozen=True, slots=True)
class Stored:
    """A model of the store: how to name it, where it lies, what it says of itself."""

    reference: str
    folder: Path
    bundle: Bundle

    @property
    def choice(self) -> Choice:
        return Choice(self.reference, self.bundle.digest)

    def is_what(self, choice: Choice) -> bool:
        """Whether a choice means this model. ``shipped`` means what this release ships, whatever digest it had."""
        if choice.reference == SHIPPED:
            return self.reference == SHIPPED
        return self.choice == choice


class ModelStore:
    """Models of one home. Reading needs no lock: folders never change once they are there."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "models"
        self.pointer_path = self.folder / NAME

    def add(self, source: Path, name: str = "", version: str = "") -> Stored:
        """Copy a bundle, with report and card if there, to ``NAME/VERSION``.

        Name and version are the bundle's own unless given. Raises `ModelError` when the bundle
        does not prove itself, when that version exists, or when the name could leave the store.
        """
        bundle = load(source)
        reference = _reference(name or bundle.name, version or bundle.version)
        target = self.folder / reference
        if target.exists():
            raise ModelError(f"{reference} is there already, and models never change: {target}")
        made(target.parent, 0o777)
        draft = None
        try:
            draft = Path(tempfile.mkdtemp(prefix=".adding-", dir=target.parent))
            for file in _COPIED:
                if (source / file).is_file():
                    shutil.copyfile(source / file, draft / file)
                    (draft / file).chmod(0o444)
            # What was copied is proved, not what was read: the source may have changed between.
            stored = load(draft, prove=False)
            if stored.digest != bundle.digest:
                raise ModelError(f"{source} changed while it was copied")
            draft.chmod(0o755)
            draft.rename(target)
        except OSError as error:
            raise ModelError(f"cannot store {reference}: {cause(error)}") from error
        finally:
            if draft is not None:
                shutil.rmtree(draft, ignore_errors=True)
        sync_folder(target.parent)
        return Stored(reference, target, stored)

    def references(self) -> list[str]:
        """Every reference, the shipped one first, then by name and version; damaged ones too."""
        found = sorted(
            f"{path.parent.parent.name}/{path.parent.name}"
            for path in self.folder.glob("*/*/bundle.json")
            if not path.parent.name.startswith(".")
        )
        return [SHIPPED, *found]

    def models(self) -> Iterator[Stored]:
        """Every model that is sound, in the order of `references`."""
        for reference in self.references():
            try:
                yield self.open(reference)
            except ModelError:
                continue

    def open(self, reference: str) -> Stored:
        """The model of an exact reference, sums checked. Raises `ModelError`."""
        folder = self.place(reference)
        return Stored(reference, folder, load(folder, prove=False))

    def find(self, wanted: str) -> Stored:
        """A model by reference or by at least six digits of its digest.

        Raises `ModelError` when nothing is called so, or more than one is.
        """
        if wanted in self.references():
            return self.open(wanted)
        if _DIGEST.fullmatch(wanted):
            found = [m for m in self.models() if m.bundle.digest.startswith(wanted)]
            # One digest under two names is one model.
            if len({model.bundle.digest for model in found}) == 1:
                return found[0]
            if found:
                raise ModelError(f"{wanted} is the beginning of {len(found)} digests")
        raise ModelError(f"no model {wanted!r}; `commentguard model list` shows what there is")

    def place(self, reference: str) -> Path:
        """The folder of a reference, whether or not it is there."""
        if reference == SHIPPED:
            return default_model()
        name, _, version = reference.partition("/")
        return self.folder / _reference(name, version)

    def pointer(self) -> Pointer | None:
        """Where the pointer points; `None` means the shipped model, never promoted over."""
        return read_pointer(self.pointer_path)

    def current(self) -> Stored:
        """The model that the pointer names. Raises `ModelError` when it is not what it was."""
        pointer = self.pointer()
        return self.chosen(pointer.current) if pointer else self.open(SHIPPED)

    def chosen(self, choice: Choice) -> Stored:
        """The model of a choice, refused when its digest is another than the one chosen (see `Stored.is_what`)."""
        stored = self.open(choice.reference)
        if not stored.is_what(choice):
            raise ModelError(
                f"{choice.reference} has digest {stored.bundle.digest[:12]}, "
                f"the pointer says {choice.digest[:12]}"
            )
        return stored


def _reference(name: str, version: str) -> str:
    for part in (name, version):
        if not _PART.fullmatch(part):
            raise ModelError(
                f"{name}/{version}: a name and a version of letters, digits, . _ + - are needed"
            )
    if name == SHIPPED:
        raise ModelError(f"{SHIPPED} is the model that comes with the program")
    return f"{name}/{version}"
