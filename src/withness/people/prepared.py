"""Reads of every page and writes of every move, with their SQL made once: the ORM makes it anew each time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.sql import DeleteQuery, InsertQuery, UpdateQuery

Row = TypeVar("Row", bound=Model)
Number = int | RawSQL
"""A number in a filter, or the blank for one."""


class Blank(NamedTuple):
    """The place of a value in a prepared read: a number or a text, given at each use."""

    name: str


class Statement(NamedTuple):
    """A read as the database gets it, and how its values become those of Python."""

    sql: str
    params: tuple[Any, ...]
    converted: Callable[[Iterable[Any]], Iterable[Sequence[Any]]]

    def answer(self, values: dict[str, int | str]) -> Iterable[Sequence[Any]]:
        """Ask, with a value for every blank."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled(self.params, values))
            return self.converted(cursor.fetchall())


class Prepared(Generic[Row]):
    """A read described once, by a queryset whose filters may be blanks. `follow` names the relation to join."""

    def __init__(self, describe: Callable[[], QuerySet[Row]], *, follow: str = "") -> None:
        self._describe = describe
        self._follow = follow
        self._statement: Statement | None = None

    def rows(self, **values: int | str) -> list[Row]:
        """Give the rows for these values."""
        statement = self._statement = self._statement or self._made()
        return [self._row(each) for each in statement.answer(values)]

    def first(self, **values: int | str) -> Row | None:
        """Give the one row there can be."""
        return next(iter(self.rows(**values)), None)

    def _made(self) -> Statement:
        described = self._describe()
        self._model = described.model
        self._names = _columns(self._model)
        self._related = cast("type[Model]", self._follow and _followed(self._model, self._follow))
        self._related_names = _columns(self._related) if self._follow else []
        there = (f"{self._follow}__{name}" for name in self._related_names)
        return statement_of(described.values_list(*self._names, *there))

    def _row(self, values: Sequence[Any]) -> Row:
        row = self._model.from_db("default", self._names, values[: len(self._names)])
        if self._follow:
            there = values[len(self._names) :]
            missing = getattr(row, f"{self._follow}_id") is None
            related = None if missing else self._related.from_db("default", self._related_names, there)
            setattr(row, self._follow, related)
        return row


class PreparedTuples:
    """The same for many small rows: described by a queryset with `values_list`, it makes no model of each."""

    def __init__(self, describe: Callable[[], QuerySet[Any, tuple[Any, ...]]]) -> None:
        self._describe = describe
        self._statement: Statement | None = None

    def rows(self, **values: int | str) -> Iterable[Sequence[Any]]:
        """Give the rows for these values."""
        statement = self._statement = self._statement or statement_of(self._describe())
        return statement.answer(values)


class PreparedWrite:
    """A write described once, by a query whose values and filters may be blanks (see `update_of`, `delete_of`)."""

    def __init__(self, describe: Callable[[], UpdateQuery | DeleteQuery]) -> None:
        self._describe = describe
        self._made: tuple[str, tuple[Any, ...]] | None = None

    def do(self, **values: int | str) -> int:
        """Write with these values; tells how many rows it reached."""
        sql, params = self._made = self._made or self._described()
        with connection.cursor() as cursor:
            cursor.execute(sql, filled(params, values))
            return int(cursor.rowcount)

    def _described(self) -> tuple[str, tuple[Any, ...]]:
        sql, params = self._describe().get_compiler(connection=connection).as_sql()
        return sql, tuple(params)


class PreparedInsert(Generic[Row]):
    """Adding a row, with nothing to read back."""

    def __init__(self, model: Callable[[], type[Row]]) -> None:
        self._model = model
        self._sql = ""

    def do(self, **values: Any) -> None:
        """Write a row with these values, by the names of their columns."""
        model = self._model()
        fields = [field for field in model._meta.concrete_fields if field.attname in values]
        self._sql = self._sql or _insert_of(model(**values), fields)
        with connection.cursor() as cursor:
            cursor.execute(
                self._sql, [each.get_db_prep_save(values[each.attname], connection) for each in fields]
            )


def _insert_of(row: Model, fields: list[Any]) -> str:
    query = InsertQuery(type(row))
    query.insert_values(fields, [row])
    ((sql, _),) = cast("Any", query.get_compiler(connection=connection)).as_sql()
    return str(sql)


def update_of(queryset: QuerySet[Any], **values: Any) -> UpdateQuery:
    """Describe an update of the rows of a queryset."""
    query = cast("UpdateQuery", queryset.query.chain(UpdateQuery))
    query.add_update_values(values)
    return query


def delete_of(queryset: QuerySet[Any]) -> DeleteQuery:
    """Describe deleting the rows of a queryset, on which nothing else may hang."""
    return cast("DeleteQuery", queryset.query.chain(DeleteQuery))


def filled(params: Iterable[Any], values: dict[str, int | str]) -> list[Any]:
    """Put the values where the blanks are."""
    return [values[each.name] if isinstance(each, Blank) else each for each in params]


def statement_of(queryset: QuerySet[Any, Any]) -> Statement:
    """Compile a queryset of `values_list` for the database in use."""
    compiler = queryset.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([expression for expression, *_ in compiler.select])
    if not converters:
        return Statement(sql, tuple(params), lambda rows: cast("Iterable[Sequence[Any]]", rows))
    return Statement(sql, tuple(params), lambda rows: compiler.apply_converters(rows, converters))


def blank(name: str) -> RawSQL:
    """Leave a value of a filter open."""
    return RawSQL("%s", (Blank(name),))


def _columns(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _followed(model: type[Model], relation: str) -> Any:
    return model._meta.get_field(relation).related_model
