"""What every log line written meanwhile tells besides its message: which request, which job."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

_fields: ContextVar[Mapping[str, object]] = ContextVar("log_fields", default=MappingProxyType({}))


@contextmanager
def log_with(**fields: object) -> Iterator[None]:
    """Adds fields (numbers and codes, never names or answers) to the lines logged inside the block."""
    token = _fields.set({**_fields.get(), **fields})
    try:
        yield
    finally:
        _fields.reset(token)


def log_fields() -> Mapping[str, object]:
    """The fields that hold just now."""
    return _fields.get()
