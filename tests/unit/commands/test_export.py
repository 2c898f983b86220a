"""``kb export``: the server from which Chromium prints the book (the exports themselves are tested in a browser)."""

from __future__ import annotations

import socket
import struct
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from zhiku.commands.export import _served

from tests.support.files import write_tree

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_connection_closed_early_prints_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Chromium closes connections when it has printed, whatever is still being sent."""
    site = write_tree(tmp_path, {"large.bin": bytes(20_000_000)})
    with _served(site, "/", {}) as (address, _):
        connection = socket.create_connection(("127.0.0.1", urlsplit(address).port or 0))
        connection.sendall(b"GET /large.bin HTTP/1.0\r\n\r\n")
        connection.recv(1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # close with a reset
        connection.close()
    assert capsys.readouterr() == ("", "")
