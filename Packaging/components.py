"""What is linked into the program: Swift's runtime, and the packages of Package.resolved that the build took."""

import json
import pathlib
import re
import subprocess
from dataclasses import dataclass

ROOT = pathlib.Path(__file__).resolve().parent.parent


@dataclass
class Component:
    name: str
    version: str
    revision: str
    location: str
    licence: str
    copyright: str


def linked(binary):
    """All of them, by name."""
    modules = linked_modules(binary)
    pins = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    found = [component(pin) for pin in pins if modules & modules_of(checkout(pin))]
    return sorted(found + [runtime()], key=lambda component: component.name)


def linked_modules(binary):
    """The modules whose objects the linker was given; packages that only others' tests need are not among them."""
    objects = (binary.resolve().parent / f"{binary.name}.product" / "Objects.LinkFileList").read_text()
    return set(re.findall(r"/([A-Za-z0-9_]+)\.build/", objects))


def modules_of(folder):
    """The modules of a package, by its folders of sources."""
    if folder is None:
        return set()
    return {path.name for path in folder.glob("[Ss]ource*/*") if path.is_dir()} | {folder.name}


def component(pin):
    state, folder = pin["state"], checkout(pin)
    licence, owner = "NOASSERTION", "its authors"
    for name in ("LICENSE", "LICENSE.txt", "LICENSE.md"):
        if folder and (folder / name).is_file():
            text = (folder / name).read_text()
            licence = spdx(text)
            named = re.search(r"^\s*Copyright (?:\(c\) )?([0-9].*)$", text, re.MULTILINE)
            owner = named.group(1).strip() if named else owner
            break
    return Component(
        pin["identity"], state.get("version", state["revision"]), state["revision"], pin["location"], licence, owner)


def checkout(pin):
    name = pathlib.PurePosixPath(pin["location"]).name.removesuffix(".git")
    folder = ROOT / ".build" / "checkouts" / name
    return folder if folder.is_dir() else None


def spdx(text):
    """The licence's identifier (https://spdx.org/licenses)."""
    if "Apache License" in text:
        return "Apache-2.0 WITH Swift-exception" if "Runtime Library Exception" in text else "Apache-2.0"
    return "MIT" if "Permission is hereby granted, free of charge" in text else "NOASSERTION"


def runtime():
    told = subprocess.run(["swift", "--version"], check=True, capture_output=True, text=True).stdout
    version = re.search(r"Swift version ([0-9.]+)", told).group(1)
    return Component(
        "swift-runtime", version, f"swift-{version}-RELEASE", "https://github.com/swiftlang/swift",
        "Apache-2.0 WITH Swift-exception", "Apple Inc. and the Swift project authors")
