"""The country of the drill: the small one, with so many more regions that loading their answers takes a while."""

import shutil
from pathlib import Path

from tests.country import SMALL

MORE_REGIONS = range(3, 90)


def write_organisations(folder: Path) -> Path:
    """The files of load_organisations."""
    organisations = Path(shutil.copytree(SMALL / "organisations", folder / "organisations"))
    with (organisations / "lan.csv").open("a", encoding="utf-8") as lan:
        for number in MORE_REGIONS:
            lan.write(f"{number:02},Län {number},Region {number},Region {number}\n")
    return organisations


def write_answers(path: Path, number: int) -> Path:
    """A file in which every region answers with the same number: half of it is seen at once."""
    lines = ["organisation,question,item,value,text"]
    for region in (1, 2, *MORE_REGIONS):
        lines += [f"{region:02},utbildning,{item},{number}," for item in ("vt", "ht", "ar")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
