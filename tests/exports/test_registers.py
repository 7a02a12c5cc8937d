from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from exports.registers import (
    INDICATOR_COLUMNS,
    IndicatorValue,
    RegisterValue,
    read_indicators,
    read_register,
)
from reading.errors import FileErrors
from tests.exports.collection_2023 import DEMO, regions

LAN = ("01", "03")


def errors_of(read: Callable[[], object]) -> list[str]:
    with pytest.raises(FileErrors) as raised:
        read()
    return [str(error) for error in raised.value.errors]


def register_file(folder: Path, *lines: str) -> Path:
    path = folder / "register.csv"
    path.write_text("\n".join(["lan_code,measure,year,value,estimated", *lines, ""]), encoding="utf-8")
    return path


def indicator_file(folder: Path, *lines: str) -> Path:
    path = folder / "indicators.csv"
    path.write_text("\n".join([",".join(INDICATOR_COLUMNS), *lines, ""]), encoding="utf-8")
    return path


INDICATOR = "wait,Väntan,Hela väntan,Procent,lower,Tillgänglig,Tillgänglig,SKR"


def test_register_values_keep_their_decimals_and_their_order(tmp_path: Path) -> None:
    path = register_file(tmp_path, "03,share,2023,20.0,nej", "00,change,2019-2023,-0.7,ja")
    assert read_register(path, known=LAN) == (
        RegisterValue("03", "share", "2023", Decimal("20.0"), False),
        RegisterValue("00", "change", "2019-2023", Decimal("-0.7"), True),
    )
    assert str(read_register(path, known=LAN)[0].value) == "20.0"


def test_the_shipped_register_is_read() -> None:
    values = read_register(DEMO / "register.csv", known=[region.code for region in regions()])
    assert len(values) == 44
    assert sum(value.estimated for value in values) == 2


def test_everything_wrong_in_a_register_is_told_at_once(tmp_path: Path) -> None:
    path = register_file(
        tmp_path,
        "1,share,2023,20.0,nej",
        '01,,23,"16,9",kanske',
        "01,share,2023,1,nej",
        "01,share,2023,2,nej",
        "01,share,2023-2019,NaN,ja",
        "01,share,2022,1e3,ja",
        "01,share,2021",
    )
    assert errors_of(lambda: read_register(path, known=LAN)) == [
        "register.csv, rad 2: Länet ”1” finns inte. Skriv länskoden med två siffror, eller 00 för riket.",
        "register.csv, rad 3: ”measure” är tom. Skriv måttets nyckel.",
        "register.csv, rad 3: Året ”23” ska vara ett år (2023) eller två (2019-2023).",
        "register.csv, rad 3: ”estimated” är ”kanske” men ska vara ja eller nej.",
        "register.csv, rad 3: Värdet ”16,9” ska vara ett tal med decimalpunkt, till exempel 16.9.",
        "register.csv, rad 5: 01, share, 2023 finns redan på rad 4. Ta bort den ena.",
        "register.csv, rad 6: Året ”2023-2019” ska vara ett år (2023) eller två (2019-2023).",
        "register.csv, rad 6: Värdet ”NaN” ska vara ett tal med decimalpunkt, till exempel 16.9.",
        "register.csv, rad 7: Värdet ”1e3” ska vara ett tal med decimalpunkt, till exempel 16.9.",
        "register.csv, rad 8: Raden har 3 värden men ska ha 5.",
    ]


def test_the_shipped_indicators_are_read_in_their_order() -> None:
    values = read_indicators(DEMO / "indicators.csv")
    assert len(values) == 24
    assert len({value.key for value in values}) == 12
    assert values[0].full_name == "Förtroende för hälso- och sjukvården i befolkningen"


def test_an_indicators_value_is_read_with_its_texts(tmp_path: Path) -> None:
    assert read_indicators(indicator_file(tmp_path, f"{INDICATOR},2023,60.90")) == (
        IndicatorValue(
            key="wait",
            name="Väntan",
            full_name="Hela väntan",
            unit="Procent",
            better="lower",
            keywords="Tillgänglig",
            keywords_overview="Tillgänglig",
            source="SKR",
            year=2023,
            value=Decimal("60.90"),
        ),
    )


def test_everything_wrong_among_indicators_is_told_at_once(tmp_path: Path) -> None:
    path = indicator_file(
        tmp_path,
        f"{INDICATOR},2022,1",
        f"{INDICATOR},2022,2",
        INDICATOR.replace("lower", "higher") + ",2023,3",
        "visit,,Besök,Antal,up,A,A,B,snart,många",
    )
    assert errors_of(lambda: read_indicators(path)) == [
        "indicators.csv, rad 3: wait, 2022 finns redan på rad 2. Ta bort den ena.",
        "indicators.csv, rad 4 (indikator wait): ”better” är ”higher” men ”lower” på rad 2. Skriv samma på alla "
        "rader.",
        "indicators.csv, rad 5 (indikator visit): ”name” är tom. Skriv en text.",
        "indicators.csv, rad 5 (indikator visit): ”better” är ”up” men ska vara higher (högre är bättre) eller lower "
        "(lägre är bättre).",
        "indicators.csv, rad 5 (indikator visit): Året ”snart” ska vara fyra siffror.",
        "indicators.csv, rad 5 (indikator visit): Värdet ”många” ska vara ett tal med decimalpunkt, till exempel "
        "16.9.",
    ]
