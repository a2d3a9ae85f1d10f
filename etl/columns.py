"""How a column and a table are described: the words in which `etl.contracts` says them."""

import pandas as pd
import pandera.pandas as pa

ONS_CODE = r"E(06|08|09|10)\d{6}"
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"
MONTH = r"\d{4}-(0[1-9]|1[0-2])"


def text(description: str, *checks: pa.Check, nullable: bool = False) -> pa.Column:
    """A column of text."""
    sql = {"sql_type": "VARCHAR"}
    return pa.Column("str", [*checks], nullable=nullable, description=description, metadata=sql)


def whole(description: str, low: int, high: int, nullable: bool = False) -> pa.Column:
    """A column of whole numbers between two bounds."""
    return pa.Column(
        "Int64" if nullable else "int64",
        pa.Check.in_range(low, high),
        nullable=nullable,
        description=description,
        metadata={"sql_type": "INTEGER"},
    )


def place(description: str) -> pa.Column:
    """A column that numbers the rows of its table, however many there are: 1, 2, 3 and so on."""

    def each_number_once(places: "pd.Series[int]") -> "pd.Series[bool]":
        return places.le(len(places)) & ~places.duplicated(keep=False)

    return pa.Column(
        "int64",
        [pa.Check.ge(1), pa.Check(each_number_once, error="1, 2, 3 and so on, each once")],
        description=description,
        metadata={"sql_type": "INTEGER"},
    )


def number(description: str, nullable: bool = False) -> pa.Column:
    """A column of numbers of any size."""
    sql = {"sql_type": "DOUBLE"}
    return pa.Column("float64", nullable=nullable, description=description, metadata=sql)


def truth(description: str) -> pa.Column:
    """A column of truth values."""
    return pa.Column("bool", description=description, metadata={"sql_type": "BOOLEAN"})


def matches(pattern: str) -> pa.Check:
    """Accepts what this regular expression matches from start to end."""
    return pa.Check.str_matches(f"^({pattern})$")


def one_of(values: tuple[str, ...]) -> pa.Check:
    """Accepts these values."""
    return pa.Check.isin(values)


def table(
    name: str,
    description: str,
    columns: dict[str, pa.Column],
    primary_key: list[str],
    foreign_keys: dict[str, str] | None = None,
) -> pa.DataFrameSchema:
    """A table with these columns, in this order, and no others."""
    return pa.DataFrameSchema(
        columns,
        strict=True,
        ordered=True,
        unique=primary_key,
        name=name,
        description=description,
        metadata={"primary_key": primary_key, "foreign_keys": foreign_keys or {}},
    )


def edition() -> pa.Column:
    """The edition that a row is of."""
    return text("Month in which the matrix was collected, YYYY-MM", matches(MONTH))


def entry_id(nullable: bool = False) -> pa.Column:
    """The entry that a row is about."""
    description = "Entry of the published matrix"
    return text(description, matches(SLUG), nullable=nullable)


def primary_key(table: pa.DataFrameSchema) -> list[str]:
    """The columns that name a row of the table."""
    return list((table.metadata or {})["primary_key"])


def foreign_keys(table: pa.DataFrameSchema) -> dict[str, str]:
    """Columns of the table that name a row of another table, and which table."""
    return dict((table.metadata or {})["foreign_keys"])
