"""YAML with line numbers: plain dicts and lists that know where each of their entries stands."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from reading.errors import FileError, FileErrors, unreadable


class LinedDict(dict[str, Any]):
    """A mapping; `line` is where it starts, `lines[key]` where a key stands, `doubled` the keys written twice."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}
        self.doubled: list[tuple[str, int]] = []


class LinedList(list[Any]):
    """A sequence; `line` is where it starts, `lines[i]` where its i:th entry stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []


def read_text(path: Path) -> str:
    """A file's text. Raises FileErrors where it can't be read or isn't UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileErrors([unreadable(path, error)]) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise FileErrors(
            [FileError(path.name, line, "Filen är inte UTF-8. Spara om den som UTF-8.")]
        ) from error


def parse_yaml(text: str, *, file: str) -> Any:
    """The document as LinedDict, LinedList and scalars (str, int, float, bool, None).

    Raises FileErrors for what isn't YAML, and for aliases, which can make a small file endlessly large. Doubled keys
    are left for the caller, who knows what they belong to.
    """
    loader = _Loader(text)
    try:
        _refuse_aliases(text, file)
        node = loader.get_single_node()
        return None if node is None else _value(loader, node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise FileErrors(
            [FileError(file, line, f"Raden kan inte läsas som YAML: {error.problem}.")]
        ) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FileErrors([FileError(file, 0, f"Filen kan inte läsas som YAML: {error}.")]) from error
    finally:
        loader.dispose()


@dataclass(frozen=True)
class PlacedScalar:
    """A scalar of a document: the keys and places that lead to it, its text, and from where to where that stands."""

    path: tuple[str | int, ...]
    value: str
    start: int
    end: int


def placed_scalars(text: str) -> Iterator[PlacedScalar]:
    """The scalars of a text that parse_yaml reads, in its order; keys aren't among them."""
    # Its marks count characters, whatever the C library's do.
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is not None:
        yield from _placed(node, ())


def _placed(node: yaml.Node, path: tuple[str | int, ...]) -> Iterator[PlacedScalar]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _placed(value, (*path, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _placed(value, (*path, place))
    else:
        yield PlacedScalar(path, node.value, node.start_mark.index, node.end_mark.index)


def _refuse_aliases(text: str, file: str) -> None:
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            message = (
                f"Hänvisningen *{event.anchor} går inte att använda. Skriv ut det som den hänvisar till."
            )
            raise FileErrors([FileError(file, _line(event.start_mark), message)])


def _line(mark: Any) -> int:
    """A mark's line, counted from 1."""
    return int(mark.line) + 1


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _value(loader: Any, node: yaml.Node) -> Any:
    line = _line(node.start_mark)
    if isinstance(node, yaml.MappingNode):
        mapping = LinedDict(line)
        for key_node, value_node in node.value:
            key = str(_value(loader, key_node)) if isinstance(key_node, yaml.ScalarNode) else "?"
            if key in mapping:
                mapping.doubled.append((key, key_node.start_mark.line + 1))
            mapping[key] = _value(loader, value_node)
            mapping.lines[key] = key_node.start_mark.line + 1
        return mapping
    if isinstance(node, yaml.SequenceNode):
        sequence = LinedList(line)
        for entry in node.value:
            sequence.append(_value(loader, entry))
            sequence.lines.append(entry.start_mark.line + 1)
        return sequence
    scalar: Hashable = loader.construct_object(node)
    return scalar
