"""What stops a file from being written."""


class WriteError(Exception):
    """A file can't be written whole; the message is a Swedish sentence that says which, where and why."""
