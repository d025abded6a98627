"""The connection itself: openai's client, the time for one call, and a limit on what a reply may weigh.

A request goes out as the endpoint was found to take it; where a refusal says what else it takes, that is learned and
asked at once. Nothing that may pass is sent again here: that is the pace's business (``summarizer.model.client.pace``).
"""

import asyncio
import zlib
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import httpx2
import openai

from summarizer.base.errors import EndpointRefused
from summarizer.model.client.answers import Form, answer_in
from summarizer.model.client.envelope import Heard, heard
from summarizer.model.client.faults import TooSlow
from summarizer.model.client.habits import (
    Habits,
    contradicts_itself,
    first_habits,
    keep_habits,
    kept_habits,
    learned,
    roomier,
    shaped,
)
from summarizer.model.client.refusals import FOR_ALL, PASSING, Refusal, Refused, refusal_from, refusal_inside
from summarizer.model.local import Address
from summarizer.model.settings import Endpoint
from summarizer.model.store import ReplyStore

LARGEST_REPLY = 8 << 20
"""Bytes of one reply at most; a completion of 4,096 tokens has some 20,000."""
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_NO_KEY = "none"  # openai's client insists on one; a server without keys does not look at it
_OWN = {
    "messages",
    "model",
    "max_tokens",
    "max_completion_tokens",
    "temperature",
    "response_format",
    "tools",
    "tool_choice",
}
_PLAIN = {"identity", ""}
_GZIP = {"gzip", "x-gzip", "deflate"}
_EITHER = 47  # zlib's window bits for gzip and zlib alike


class TooLarge(openai.OpenAIError):
    """A reply beyond the limit; of openai's tree, so that its client neither retries nor rewraps it."""


class Wire:
    """Sends requests to ``address`` and gives the bytes that came. What it learns of the endpoint is in ``habits``,
    and is kept in ``store`` as soon as an answer shows that it is right.
    """

    def __init__(self, address: Address, endpoint: Endpoint, store: ReplyStore | None = None) -> None:
        self._endpoint = endpoint
        self._store = store
        remote = endpoint.place == "remote"
        self.habits = kept_habits(endpoint, store) if remote else first_habits(endpoint)
        self._unproven = False
        self._answered = False
        self._openai = connect(address, endpoint, largest=LARGEST_REPLY)

    async def send(self, request: dict[str, Any]) -> bytes:
        """The body of the reply to ``request``, as it came; raises Refused, TooSlow, what openai raises."""
        while True:
            habits = self.habits
            try:
                # The library's timeout is for each read: a trickle of bytes would go on for ever.
                async with asyncio.timeout(self._endpoint.timeout):
                    body = await self._sent(shaped(request, habits))
            except TimeoutError as error:
                raise TooSlow("the time for one call is up") from error
            except Refused as error:
                if not self._learn(error.refusal, request, habits):
                    raise Refused(error.refusal, alone=self._is_alone(error.refusal, request)) from error
                continue
            reply = heard(body)
            if reply is not None and _only_thought(reply, request) and (more := roomier(habits)):
                self._take(more, habits)
                continue
            self._answered = self._answered or reply is not None
            if self._unproven and reply is not None:
                self._unproven = False
                keep_habits(self.habits, self._endpoint, self._store)
            return body

    async def close(self) -> None:
        """Close all connections."""
        await self._openai.close()

    async def _sent(self, request: dict[str, Any]) -> bytes:
        # What openai's client does not know, or would act upon itself (a stream), goes past it.
        more = {name: request.pop(name) for name in list(request) if name not in _OWN}
        try:
            raw = await self._openai.chat.completions.with_raw_response.create(**request, extra_body=more or None)
        except openai.APIStatusError as error:
            raise Refused(refusal_from(error), alone=False) from error
        except TooLarge as error:
            raise EndpointRefused(f"{self._endpoint.describe()} sent a reply that was refused: {error}.") from error
        if (refusal := refusal_inside(raw.content)) is not None:
            raise Refused(refusal, alone=False)
        return bytes(raw.content)

    def _learn(self, refusal: Refusal, request: dict[str, Any], habits: Habits) -> bool:
        """Whether ``refusal`` says how to ask instead, or another call has learned it in the meantime."""
        if self.habits != habits:
            return True
        new = learned(habits, refusal, request)
        if new is not None and self._endpoint.place == "remote":
            self._take(new, habits)
            return True
        return False

    def _take(self, new: Habits, old: Habits) -> None:
        if self.habits == old:
            self.habits, self._unproven = new, True

    def _is_alone(self, refusal: Refusal, request: dict[str, Any]) -> bool:
        """Whether other texts may be asked after this one was refused."""
        kind = refusal.kind
        if kind in FOR_ALL or kind in PASSING:
            return False
        if kind == "context":
            return self._answered or not contradicts_itself(refusal, self.habits, request)
        return kind == "moderated" or self._answered


def _only_thought(reply: Heard, request: dict[str, Any]) -> bool:
    """Whether a model spent all its tokens on thoughts, before it came to the answer."""
    cut = reply.finish == "length" and reply.thought
    return cut and not answer_in(reply.texts, Form.of(request), cut=True).whole


def connect(address: Address, endpoint: Endpoint, *, largest: int | None) -> openai.AsyncOpenAI:
    """openai's client for ``address``: plain bytes are asked for; no reply beyond ``largest`` bytes (None: no limit),
    counted as they are unpacked.
    """
    loopback = urlsplit(address.base_url).hostname in _LOOPBACK

    async def limit(response: httpx2.Response) -> None:
        packing = response.headers.get("Content-Encoding", "").strip().lower()
        if packing not in _PLAIN | _GZIP:
            raise TooLarge("it is compressed in a way that was not asked for")
        if packing in _GZIP:
            del response.headers["Content-Encoding"]  # unpacked here, within the limit
        if largest is not None or packing in _GZIP:
            response.stream = _Limited(response.stream, largest or LARGEST_REPLY, packed=packing in _GZIP)

    return openai.AsyncOpenAI(
        base_url=address.base_url,
        api_key=address.key or _NO_KEY,
        max_retries=0 if largest is not None else 5,
        timeout=endpoint.timeout,
        default_headers={"Accept-Encoding": "identity"},
        http_client=httpx2.AsyncClient(
            trust_env=not loopback,  # a proxy is for the way out of this machine
            timeout=endpoint.timeout,
            event_hooks={"response": [limit]},
        ),
    )


class _Limited(httpx2.AsyncByteStream):
    """A reply's bytes, unpacked where they are ``packed``, cut off with an error beyond the limit."""

    def __init__(self, stream: Any, largest: int, *, packed: bool) -> None:
        self._stream, self._largest = stream, largest
        self._unpack = zlib.decompressobj(_EITHER) if packed else None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._stream:
            for piece in self._pieces(chunk):
                size += len(piece)
                if size > self._largest:
                    raise TooLarge(f"it is larger than {self._largest >> 20} MB")
                yield piece

    def _pieces(self, chunk: bytes) -> list[bytes]:
        if self._unpack is None:
            return [chunk]
        try:
            piece = self._unpack.decompress(chunk, self._largest + 1)  # a bomb unpacks no further
        except zlib.error as error:
            raise TooLarge("it says that it is compressed, and cannot be unpacked") from error
        return [piece]

    async def aclose(self) -> None:
        await self._stream.aclose()
