"""A provider's batch endpoint as the way out: questions gathered into files, submitted, waited for, collected.

OpenAI's Batch API, as its reference has it: a JSONL file of requests, each with a ``custom_id``, is uploaded with the
purpose "batch"; POST /batches names it; GET /batches/{id} is polled; replies and errors come as two files of lines, in
any order. At most 50,000 requests and 200 MB a file; replies within 24 hours, at a lower price.

The custom_id is the key of the reply in the store, so that a reply finds its question in whichever run it is collected.
A batch carries a mark in its metadata: one submitted by a run that was killed, even before its id was noted, is found
in the provider's own list and collected, never submitted twice.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import suppress
from typing import Any

from openai.types import Batch

from summarizer.base.errors import EndpointRefused, ReplyUnusable
from summarizer.model.client.faults import Garbled
from summarizer.model.client.habits import kept_habits, shaped
from summarizer.model.client.refusals import Refused, refusal_of
from summarizer.model.client.wire import LARGEST_REPLY, connect
from summarizer.model.local import Address
from summarizer.model.settings import Endpoint
from summarizer.model.store import Reply, ReplyStore, key_of

MOST_REQUESTS, MOST_BYTES = 50_000, 190 << 20
QUIET = 5.0
"""Seconds without a new question after which those gathered are submitted: all reports wait for answers by then."""
POLL = 30.0
_MARK = "summarizer"
_ENDED = {"completed", "failed", "expired", "cancelled"}
_Question = tuple[dict[str, Any], "asyncio.Future[bytes]"]


class BatchFiles:
    """A sender (see ``summarizer.model.client.line``) that answers when the batch of a question is collected.

    ``mark`` tells this work's batches from others of the same account; ``collected`` are ids that need not be looked
    at again, ``done`` hears of each one collected. ``tell`` gets a sentence at each step.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        store: ReplyStore,
        *,
        mark: str,
        collected: Collection[str] = (),
        done: Callable[[str], None] = lambda _: None,
        tell: Callable[[str], None] = lambda _: None,
        quiet: float = QUIET,
        poll: float = POLL,
    ) -> None:
        self._endpoint, self._store, self._mark = endpoint, store, mark
        self._collected, self._done, self._tell = set(collected), done, tell
        self._quiet, self._poll = quiet, poll
        self._habits = kept_habits(endpoint, store)
        self._api = connect(Address(endpoint.base_url, endpoint.key.get_secret_value()), endpoint, largest=None)
        self._gathered: dict[str, _Question] = {}
        self._submitted: dict[str, _Question] = {}
        self._under_way: set[str] = set()
        self._asked_at = 0.0
        self._tending: asyncio.Task[None] | None = None

    async def send(self, request: dict[str, Any]) -> bytes:
        """The reply to ``request`` when its batch is collected; raises EndpointRefused, Garbled, what openai raises."""
        key = key_of(self._endpoint.identity, request)
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._gathered[key] = (request, answer)
        self._asked_at = asyncio.get_running_loop().time()
        if self._tending is None or self._tending.done():
            self._tending = asyncio.create_task(self._tend())
        return await answer

    async def close(self) -> None:
        """Stop waiting; batches under way are collected by the next run."""
        if self._tending is not None:
            self._tending.cancel()
            with suppress(asyncio.CancelledError):
                await self._tending
        await self._api.close()

    # --- the round: adopt, submit, poll, collect ---

    async def _tend(self) -> None:
        try:
            await self._adopt()
            while self._gathered or self._under_way:
                if self._gathered and self._is_quiet():
                    await self._submit()
                for batch in list(self._under_way):
                    await self._look_at(await self._api.batches.retrieve(batch))
                await asyncio.sleep(min(self._quiet, self._poll) if self._gathered else self._poll)
        except Exception as error:
            # Every question is told, so that nobody waits for a round that has ended; the next one begins anew.
            for _, answer in (*self._gathered.values(), *self._submitted.values()):
                if not answer.done():
                    answer.set_exception(error)
            self._gathered, self._submitted = {}, {}

    def _is_quiet(self) -> bool:
        return asyncio.get_running_loop().time() - self._asked_at >= self._quiet

    async def _adopt(self) -> None:
        """Wait for the batches of former runs, so that what they answer is not asked again."""
        async for batch in self._api.batches.list(limit=100):
            known = (batch.metadata or {}).get(_MARK) == self._mark
            if known and batch.id not in self._collected and batch.id not in self._under_way:
                self._tell(f"Batch {batch.id} of a former run is {batch.status}: it is collected first.")
                self._under_way.add(batch.id)
        while self._under_way:
            for name in list(self._under_way):
                await self._look_at(await self._api.batches.retrieve(name))
            if self._under_way:
                await asyncio.sleep(self._poll)
        for key in list(self._gathered):
            self._answer_from_store(key)

    def _answer_from_store(self, key: str) -> None:
        kept = self._store.get(key)
        if kept is not None:
            _, answer = self._gathered.pop(key)
            if not answer.done():
                answer.set_result(kept.body)

    async def _submit(self) -> None:
        """One file of what was gathered, within the limits; the rest waits for the next round."""
        lines: list[bytes] = []
        size = 0
        for key, (request, answer) in list(self._gathered.items()):
            if answer.done():  # whoever asked has given up
                del self._gathered[key]
                continue
            line = _line(key, shaped(request, self._habits))
            if len(lines) == MOST_REQUESTS or size + len(line) > MOST_BYTES:
                break
            lines.append(line)
            size += len(line)
            self._submitted[key] = self._gathered.pop(key)
        if not lines:
            return
        file = await self._api.files.create(file=("requests.jsonl", b"".join(lines)), purpose="batch")
        batch = await self._api.batches.create(
            input_file_id=file.id,
            endpoint="/v1/chat/completions",
            completion_window="24h",
            metadata={_MARK: self._mark},
        )
        self._under_way.add(batch.id)
        self._tell(f"Batch {batch.id}: {len(lines):,} calls submitted.")

    async def _look_at(self, batch: Batch) -> None:
        if batch.status not in _ENDED:
            return
        answered = 0
        for file in (batch.output_file_id, batch.error_file_id):
            if file:
                async for line in self._lines(file):
                    answered += self._collect(line)
        self._under_way.discard(batch.id)
        self._collected.add(batch.id)
        self._done(batch.id)
        self._tell(f"Batch {batch.id} is {batch.status}: {answered:,} replies collected.")
        if batch.status == "failed":
            said = [str(one.message) for one in (batch.errors.data or [])] if batch.errors else []
            raise _refused(self._endpoint, said[0] if said else "it gave no reason")
        if not self._under_way:
            for _, answer in self._submitted.values():  # expired, or left out: asked again
                if not answer.done():
                    answer.set_exception(Garbled(ReplyUnusable(f"{self._endpoint.describe()}: the batch left it out.")))
            self._submitted = {}

    async def _lines(self, file: str) -> AsyncIterator[bytes]:
        """The lines of a file, none of which is held that is larger than any reply."""
        held = b""
        async with self._api.files.with_streaming_response.content(file) as stream:
            async for chunk in stream.iter_bytes(1 << 16):
                *lines, held = (held + chunk).split(b"\n")
                for line in filter(bytes.strip, lines):
                    yield line
                if len(held) > LARGEST_REPLY:
                    raise _refused(self._endpoint, f"it sent a reply larger than {LARGEST_REPLY >> 20} MB")
        if held.strip():
            yield held

    def _collect(self, line: bytes) -> bool:
        """Keep one reply and give it to who waits for it; False for a line that is no reply."""
        try:
            said = json.loads(line)
            key, response = str(said["custom_id"]), said.get("response") or {}
            body, error = response.get("body"), said.get("error")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return False
        _, answer = self._submitted.pop(key, (None, None))
        if response.get("status_code") == 200 and isinstance(body, dict) and body.get("choices"):
            raw = json.dumps(body, ensure_ascii=True).encode()
            spent = (_tokens(body, "prompt_tokens"), _tokens(body, "completion_tokens"))
            self._store.put(key, Reply(raw, str(body.get("model", "")), *spent))
            if answer is not None and not answer.done():
                answer.set_result(raw)
            return True
        if answer is not None and not answer.done():
            status = response.get("status_code")
            refusal = refusal_of(status, json.dumps(body).encode()) if isinstance(status, int) and body else None
            if refusal is not None and refusal.kind == "moderated":
                answer.set_exception(Refused(refusal, alone=True))
                return False
            code = status or (isinstance(error, dict) and error.get("code")) or "no answer"
            answer.set_exception(
                Garbled(ReplyUnusable(f"{self._endpoint.describe()}: the batch answered {str(code)[:40]}."))
            )
        return False


def _tokens(body: dict[str, Any], name: str) -> int:
    """A count of tokens as the endpoint says it; 0 where it says none, or nonsense."""
    usage = body.get("usage")
    said = usage.get(name) if isinstance(usage, dict) else None
    return said if isinstance(said, int) and said >= 0 else 0


def _line(key: str, request: dict[str, Any]) -> bytes:
    whole = {"custom_id": key, "method": "POST", "url": "/v1/chat/completions", "body": request}
    return json.dumps(whole, ensure_ascii=True).encode("ascii") + b"\n"


def _refused(endpoint: Endpoint, said: str) -> EndpointRefused:
    fault = EndpointRefused(f"{endpoint.describe()} refused the batch: {' '.join(said.split())[:200]}.")
    fault.for_all = True
    return fault
