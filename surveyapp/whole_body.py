"""A request whose body ends before its end is refused: the part that came would be read as all of it.

A browser that is closed, or a network that is lost, in the middle of sending leaves half a form: half a text, "12" of
"1249", a question whose answer was still to come, which reads as emptied. Servers hand on such a body without a word;
only its announced length tells. What is raised here, Django makes UnreadablePostError of.
"""

from collections.abc import Iterable
from typing import BinaryIO
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class CutOff(OSError):
    """The sender is gone before all that was announced had come."""


class WholeBody:
    """A body of so many bytes, as Django reads it. Raises CutOff where fewer come."""

    def __init__(self, body: BinaryIO, length: int) -> None:
        self._body, self._left = body, length

    def read(self, size: int | None = -1) -> bytes:
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        parts = []
        while wanted:
            part = self._taken(self._body.read(wanted))
            wanted -= len(part)
            parts.append(part)
        return b"".join(parts)

    def readline(self, size: int | None = -1) -> bytes:
        wanted = self._left if size is None or size < 0 else min(size, self._left)
        return self._taken(self._body.readline(wanted)) if wanted else b""

    def _taken(self, part: bytes) -> bytes:
        if not part:
            raise CutOff(f"{self._left} bytes of the request never came")
        self._left -= len(part)
        return part


def with_whole_bodies(application: WSGIApplication) -> WSGIApplication:
    """The application, which reads no body that was cut off."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH", "")
        if length.isdecimal():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return answer
