"""The connection itself: openai's client, the time for one call, and a limit on what a reply may weigh.

Nothing is sent again here: that is the pace's business (``summarizer.model.client.pace``).
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import httpx2
import openai

from summarizer.base.errors import EndpointRefused
from summarizer.model.client.faults import TooSlow
from summarizer.model.local import Address
from summarizer.model.settings import Endpoint

LARGEST_REPLY = 8 << 20
"""Bytes of one reply at most; a completion of 4,096 tokens has some 20,000."""
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_NO_KEY = "none"  # openai's client insists on one; a server without keys does not look at it


class TooLarge(openai.OpenAIError):
    """A reply beyond the limit; of openai's tree, so that its client neither retries nor rewraps it."""


class Wire:
    """Sends requests to ``address`` and gives the bytes that came."""

    def __init__(self, address: Address, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._adapted: set[str] = set()
        self._openai = connect(address, endpoint, largest=LARGEST_REPLY)

    async def send(self, request: dict[str, Any]) -> bytes:
        """The body of the reply to ``request``, as it came."""
        try:
            # The library's timeout is for each read: a trickle of bytes would go on for ever.
            async with asyncio.timeout(self._endpoint.timeout):
                return await self._sent(request)
        except TimeoutError as error:
            raise TooSlow("the time for one call is up") from error

    async def _sent(self, request: dict[str, Any]) -> bytes:
        try:
            raw = await self._openai.chat.completions.with_raw_response.create(**self._adapt(request))
        except openai.BadRequestError as error:
            if not self._learn(error):
                raise
            return await self._sent(request)
        except TooLarge as error:
            raise EndpointRefused(f"{self._endpoint.describe()} sent a reply that was refused: {error}.") from error
        return bytes(raw.content)

    async def close(self) -> None:
        """Close all connections."""
        await self._openai.close()

    def _learn(self, error: openai.BadRequestError) -> bool:
        """Whether the refusal names an option that the model does not take, and that was not known yet."""
        new = {"max_tokens", "temperature"} & {error.param} - self._adapted
        self._adapted |= new
        return bool(new)

    def _adapt(self, request: dict[str, Any]) -> dict[str, Any]:
        """The request without the options that this model was found to refuse (newer OpenAI models do)."""
        adapted = dict(request)
        if "max_tokens" in self._adapted:
            adapted["max_completion_tokens"] = adapted.pop("max_tokens")
        if "temperature" in self._adapted:
            adapted.pop("temperature")
        return adapted


def connect(address: Address, endpoint: Endpoint, *, largest: int | None) -> openai.AsyncOpenAI:
    """openai's client for ``address``: nothing compressed, no reply beyond ``largest`` bytes (None: no limit)."""
    loopback = urlsplit(address.base_url).hostname in _LOOPBACK

    async def limit(response: httpx2.Response) -> None:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise TooLarge("it is compressed though plain bytes were asked for")
        if largest is not None:
            response.stream = _Limited(response.stream, largest)

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
    """A reply's bytes, cut off with an error beyond the limit."""

    def __init__(self, stream: Any, largest: int) -> None:
        self._stream, self._largest = stream, largest

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._stream:
            size += len(chunk)
            if size > self._largest:
                raise TooLarge(f"it is larger than {self._largest >> 20} MB")
            yield chunk

    async def aclose(self) -> None:
        await self._stream.aclose()
