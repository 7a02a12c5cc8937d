"""Reads a page of HTML the way a browser would build it, as far as these tests ask."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Self

_VOID = ("meta", "link", "br", "col", "img", "input")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def every(self, *tags: str) -> list["Element"]:
        """The elements of these tags below this one, in the order of the page."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if child.tag in tags else []
                found += child.every(*tags)
        return found

    def one(self, tag: str) -> "Element":
        (only,) = self.every(tag)
        return only

    @property
    def text(self) -> str:
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return "".join(parts).strip("\n ")


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def built(self) -> Element:
        self.close()
        (page,) = self.open
        return page

    @classmethod
    def of(cls, html: str) -> Self:
        builder = cls()
        builder.feed(html)
        return builder


def page_of(html: str) -> Element:
    """The page as a tree; fails where a tag isn't closed in its turn."""
    return _Builder.of(html).built()


def rows_of(table: Element) -> list[list[str]]:
    """The texts of a table's cells, a cell over several columns followed by empty ones."""
    rows = []
    for row in table.every("tr"):
        texts = []
        for cell in row.every("th", "td"):
            texts += [cell.text, *[""] * (int(cell.attributes.get("colspan", "1")) - 1)]
        rows.append(texts)
    return rows
