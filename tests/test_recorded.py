"""The embedded model's own words, as recorded: what every later test with a cassette rests on."""

import asyncio
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from summarizer.model.client import Client
from summarizer.model.settings import Endpoint

SOURCE = "全区各级人民调解组织调解纠纷3842件，调解成功3780件，行政处罚罚没金额4513.423万元。"


class Words(BaseModel):
    model_config = ConfigDict(extra="forbid")

    zh: str = Field(min_length=4, max_length=40)
    en: Annotated[str, StringConstraints(pattern=r"^[ !#-\[\]-~]{10,420}$")]


def test_the_embedded_model_answers_in_the_form_asked_for(cassette: Any, local_endpoint: Endpoint) -> None:
    async def ask() -> tuple[Words, int]:
        async with Client(local_endpoint) as client:
            question = "Give a Chinese title of at most 20 characters and one English sentence that says the same:\n"
            answer = await client.ask([{"role": "user", "content": question + SOURCE}], Words, max_tokens=200)
            return answer, client.usage.completion_tokens

    answer, tokens = asyncio.run(ask())
    assert answer.en.isascii() and not answer.zh.isascii()
    assert 0 < tokens <= 200
