"""Where the shared real reports are: SUMMARIZER_SHARED, or the folder ``shared`` beside the checkout."""

import os
from pathlib import Path


def shared_folder() -> Path:
    """The shared folder; raises FileNotFoundError with a plain sentence where it is missing."""
    folder = Path(os.environ.get("SUMMARIZER_SHARED") or Path(__file__).resolve().parents[2] / "shared")
    if not (folder / "reports" / "plain").is_dir():
        raise FileNotFoundError(f"The shared reports are not at {folder}; set SUMMARIZER_SHARED to where they are.")
    return folder
