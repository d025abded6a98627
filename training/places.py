"""``python -m training.places FOLDER``: the table of China's administrative places in the package, made anew.

FOLDER is the unpacked ``dist`` of china-division 2.7.0 (npm, modood/Administrative-divisions-of-China; MIT by its
package.json, WTFPL by its LICENSE), which holds the National Bureau of Statistics' codes of 2023. What is kept are
the names of provinces, prefectures and counties, one a line, outer levels first.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "summarizer" / "outline" / "data" / "places.txt"
_NO_PLACE = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "开发区", "高新区", "管理区", "示范区")


def names(folder: Path) -> list[str]:
    """All names in ``folder``, each once, provinces before prefectures before counties."""
    found: dict[str, None] = {}
    for file in ("provinces.json", "cities.json", "areas.json"):
        for place in json.loads((folder / file).read_text(encoding="utf-8")):
            name = place["name"]
            if name not in _NO_PLACE and not name.endswith(_NO_PLACE[4:]) and len(name) > 1:
                found.setdefault(name)
    return list(found)


if __name__ == "__main__":
    TABLE.write_text("\n".join(names(Path(sys.argv[1]))) + "\n", encoding="utf-8")
