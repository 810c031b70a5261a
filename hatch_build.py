"""Build hook: compiles the message catalogues and packs what stands beside the package."""

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BESIDE = {"migrations": "marketplace/_migrations", "translations": "marketplace/_translations"}


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # the hook has no config class
    """Makes a wheel that can speak and migrate without the repository around it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every ``.po``; a wheel (no editable install) also gets both folders inside."""
        root = Path(self.root)
        compile_all = runpy.run_path(str(root / "tools" / "compile_catalogues.py"))["compile_all"]
        compile_all(root / "translations")
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"].update({str(root / k): v for k, v in BESIDE.items()})
