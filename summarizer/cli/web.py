"""A report at an address on the web: fetched over http or https, from public addresses only, within bounds.

The name is resolved here and the connection goes to the address that was checked, so that no name can lead into the
machine's own network; each redirect is checked anew.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from contextlib import suppress
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from summarizer.base.errors import InputError

LARGEST = 20 << 20
SECONDS = 30.0
REDIRECTS = 5
_PORTS = {"http": 80, "https": 443}
_HEADERS = {"User-Agent": "summarizer", "Accept-Encoding": "identity"}
_PLAIN = "/%?&=+:;,@!$'()*~#-._"  # what stays as it is in a path
_MOVED = frozenset((301, 302, 303, 307, 308))


def is_address(text: str) -> bool:
    """Whether ``text`` is an address of the web, http or https."""
    return text[:8].lower().startswith(("http://", "https://")) and not any(map(str.isspace, text.strip()))


def fetched(address: str) -> tuple[bytes, str, str]:
    """What lies at ``address``: its bytes, a name for people, and the address that they came from in the end.

    Raises InputError where it is no address of the public web, does not answer well, or is too large or too slow.
    """
    address, end = address.strip(), time.monotonic() + SECONDS
    for _ in range(REDIRECTS + 1):
        answer, moved = _asked(address, end)
        if not moved:
            return answer, name_of(address), address
        address = urljoin(address, moved)
    raise InputError(f"{address[:200]} leads from one address to the next: give the last one.")


def name_of(address: str) -> str:
    """What people call the report at ``address``: the last part of its path, else the site."""
    parts = urlsplit(address)
    return unquote(parts.path.rstrip("/").rpartition("/")[2])[:100] or str(parts.hostname)


def _asked(address: str, end: float) -> tuple[bytes, str]:
    """The body of the answer, or where it leads."""
    parts = _checked(address)
    left = end - time.monotonic()
    try:
        connection = _connection(parts, left)
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", quote(path, safe=_PLAIN), headers=_HEADERS)
            reply = connection.getresponse()
            if reply.status in _MOVED and (moved := reply.getheader("Location")):
                return b"", moved
            if reply.status != 200:
                raise InputError(f"{address[:200]} answers {reply.status} {reply.reason}: there is no report to read.")
            return _body(reply, connection, address, end), ""
        finally:
            connection.close()
    except TimeoutError:
        raise InputError(_slow(address)) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise InputError(
            f"{address[:200]} cannot be fetched ({why}). Save the page from a browser, and give that."
        ) from None


def _body(reply: http.client.HTTPResponse, connection: http.client.HTTPConnection, address: str, end: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        left = end - time.monotonic()
        if left <= 0:
            raise InputError(_slow(address))
        if connection.sock is not None:
            connection.sock.settimeout(left)
        piece = reply.read1(1 << 16)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise InputError(f"{address[:200]} is larger than {LARGEST >> 20} MB: give the report's own file.")


def _slow(address: str) -> str:
    return f"{address[:200]} does not answer whole within {SECONDS:.0f} s. Save the page from a browser, and give that."


def _checked(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        known = parts.scheme in _PORTS and parts.hostname and (parts.port is None or 0 < parts.port < 65536)
    except ValueError:
        known = False
    if not known or parts.username is not None:
        raise InputError(f"{address[:200]} is no address of the web: http:// or https://, a name, and a path.")
    return parts


def _connection(parts: SplitResult, left: float) -> http.client.HTTPConnection:
    """A connection to an address of ``parts.hostname`` that is public; raises InputError where it has none."""
    if left <= 0:
        raise TimeoutError
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    place = public_place(host, port)
    sock = socket.create_connection((place, port), left)
    try:
        sock.settimeout(left)
        connection = http.client.HTTPConnection(host, port, timeout=left)
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
        connection.sock = sock
    except BaseException:
        with suppress(OSError):
            sock.close()
        raise
    return connection


def public_place(host: str, port: int) -> str:
    """A public address of ``host``; raises InputError where any of its addresses is not public."""
    try:
        found = {str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        raise InputError(f"{host} is not found on the web. Check the address.") from None
    for one in sorted(found):
        place = ipaddress.ip_address(one.partition("%")[0])
        inner = getattr(place, "ipv4_mapped", None) or place
        if not inner.is_global or inner.is_multicast:
            raise InputError(f"{host} is no public address: only reports on the web are fetched.")
    return min(found, key=lambda one: ":" in one)
