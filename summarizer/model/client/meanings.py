"""What an endpoint's words of refusal mean, in English or Chinese: one row a meaning, the first row that holds decides.

    money key unknown machine   every other call would meet the same
    busy failed                 may pass
    moderated                   this text is refused, others are not
    context                     prompt and reply do not fit
    form option                 a form or an option that this model does not take
    other                       nobody knows

The examples are of the kind that servers' documentation and public reports show; a test runs them all.
"""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "money", "key", "unknown", "machine", "busy", "failed", "moderated", "context", "form", "option", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """A ``kind`` and the patterns of its ``words``; ``yes`` are texts that mean it, ``no`` some that do not."""

    kind: Kind
    words: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()


MEANINGS = (
    Meaning(
        "money",
        (
            r"insufficient[ _](?:user[ _]|account[ _])?(?:balance|quota|fund|credit)",
            r"balance (?:is |was )?(?:not enough|insufficient|too low|exhausted)",
            r"arrear|good standing|out of credits|payment required|prepaid|free ?tier ?only|free allocated quota",
            r"(?:requires|needs?|purchase|add) more credits",
            r"欠费|余额|充值|资源包|额度(?:不足|已用|用尽|耗尽)",
        ),
        (
            "Insufficient Balance",
            "insufficient_quota You exceeded your current quota",
            "余额不足或无可用资源包,请充值。",
            "您的账户已欠费",
            "Arrearage Access denied, please make sure your account is in good standing.",
            "AllocationQuota.FreeTierOnly Free allocated quota exceeded.",
            "用户额度不足",
            "This request requires more credits",
        ),
        ("Rate limit reached for requests", "Throttling.AllocationQuota Allocated quota exceeded"),
    ),
    Meaning(
        "busy",
        (
            r"rate[ _-]?limit|too many requests|per (?:minute|second|hour|day)\b|\b[rt]p[md]\b|throttl",
            r"retry (?:in|after)|try again (?:in|later)|overloaded|over capacity|at capacity|server is busy|concurren",
            r"loading model|model is (?:currently )?loading",
            r"过于频繁|频率|速率|限流|并发|繁忙|稍后(?:再|重)试",
        ),
        (
            "Rate limit reached for requests",
            "请求过于频繁，请稍后再试",
            "您当前使用该API的并发数过高",
            "503 Loading model",
            "Throttling.AllocationQuota Allocated quota exceeded, please increase your quota limit.",
            "You exceeded your current quota, please check your plan and billing details. Please retry in 20s.",
        ),
    ),
    Meaning(
        "money",
        (r"quota|billing|spending limit|usage limit|配额|套餐",),
        ("You exceeded your current quota, please check your plan and billing details.", "今日配额已用完"),
    ),
    Meaning(
        "moderated",
        (
            r"data_?inspection|inappropriate|exists risk|moderat|sensitive|harmful|responsible ai|prohibited content",
            r"content[ _](?:filter|policy|violat|moderat|management|safety)|usage (?:guidelines|polic)",
            r"敏感|违规|违法|不良信息|不当内容|不合规|不安全|审核(?:不|未)通过|内容安全|安全审核|风险",
        ),
        (
            "data_inspection_failed Input text data may contain inappropriate content.",
            "Content Exists Risk",
            "Content violates usage guidelines.",
            "系统检测到输入或生成内容可能包含不安全或敏感内容",
            "upstream moderation",
            "The response was filtered due to the prompt triggering content management policy.",
        ),
        ("Access denied", "Internal server error"),
    ),
    Meaning(
        "context",
        (
            r"context[ _](?:length|window|size)|maximum context|max_model_len|too long\b|too many (?:input )?tokens",
            r"exceeds? (?:the )?(?:available |max\w* )?(?:context|token)",
            r"max(?:imum)?[ _]input|max_(?:new|prompt|input)_tokens",
            r"range of input length|request (?:entity )?too large|reduce the length",
            r"(?:超过|超出|超长|过长).{0,12}(?:长度|限制|上下文|字符|token)",
            r"(?:长度|上下文|字符|输入).{0,12}(?:超过|超出|超长|过长|超限)",
        ),
        (
            "This model's maximum context length is 4096 tokens. However, you requested 5012 tokens",
            "prompt is too long",
            "the request exceeds the available context size (2048 tokens), try increasing the context size",
            "the max input characters is 20000",
            "Range of input length should be [1, 30720]",
            "输入长度超过模型限制",
        ),
        ("Unsupported parameter: 'max_tokens' is not supported with this model.",),
    ),
    Meaning(
        "option",
        (
            r"temperature|max_(?:completion_|output_)?tokens|\bstream(?:ing)?\b|enable_thinking",
            r"(?:system|developer)['\" _]*(?:role|message|prompt|instruction)|role.{0,30}(?:system|alternat)",
        ),
        (
            "invalid temperature: only 1 is allowed for this model",
            "Range of max_tokens should be [1, 2000]",
            "This model only support stream mode, please enable the stream parameter.",
            "System role not supported",
            "parameter.enable_thinking must be set to false for non-streaming calls",
            "Conversation roles must alternate user/assistant/user/assistant/...",
        ),
    ),
    Meaning(
        "form",
        (
            r"response_?format|json_?schema|json_?object|structured output|\btools?\b|tool_|function[ _]?call",
            r"functions?\b.{0,20}support|grammar|guided|schema|\bformat\b|requested parameters",
        ),
        (
            "This response_format type is unavailable now",
            "Thinking mode does not support this tool_choice",
            "Failed to deserialize the JSON body: response_format.type `json_schema` is unavailable",
            "No endpoints found that support tool use",
            "registry.ollama.ai/library/gemma does not support tools",
            "failed to parse grammar",
            "'response_format.type' must be 'json_schema' or 'text'",
        ),
        ("no information", "toolkit"),
    ),
    Meaning(
        "machine",
        (
            r"(?:system |gpu |more )memory|out of memory|\boom\b|no models? (?:is |are )?loaded",
            r"failed to load|unable to load|cannot load|load model failed|显存|内存不足",
        ),
        (
            'model "m" requires more system memory (9.0 GiB) than is available',
            "CUDA out of memory",
            "No models loaded. Please load a model in the developer page",
            "显存不足",
        ),
    ),
    Meaning(
        "unknown",
        (
            r"model[ _]?not[ _](?:found|exist|support)|no such model|unknown model|(?:invalid|incorrect|wrong) model",
            r"not a valid model|model.{0,80}(?:not found|does ?n[o']t exist|not exist|not available|no longer)",
            r"model.{0,80}(?:is not supported|not served)",
            r"(?:模型|渠道).{0,60}(?:不存在|未找到|无权|没有|下线|不支持|无可用)",
            r"无可用(?:的)?(?:渠道|通道)|no available (?:channel|provider)|no endpoints? found|no providers?\b",
        ),
        (
            "Model Not Exist",
            "The model `gpt-9` does not exist or you do not have access to it.",
            "模型不存在，请检查模型代码。",
            "当前分组 default 下对于模型 m 无可用渠道",
            "openai/gpt-9 is not a valid model ID",
            'model "m" not found, try pulling it',
        ),
    ),
    Meaning(
        "key",
        (
            r"(?:api|access|secret)[ _-]?key|api ?token|unauthori[sz]ed|authenticat|permission|forbidden|access denied",
            r"(?:invalid|incorrect|expired|missing)[ _](?:token|credential)",
            r"令牌|密钥|鉴权|未授权|身份验证|认证失败|无效的? ?key",
        ),
        ("Incorrect API key provided: sk-ab***yz.", "无效的令牌", "鉴权失败", "Authentication Fails (no such user)"),
    ),
)
_PATTERNS = tuple((row.kind, re.compile("|".join(row.words), re.IGNORECASE)) for row in MEANINGS)
# A refusal that says no more than that something in the request is wrong: another form may be right.
_VAGUE = re.compile(
    r"^$|invalid|bad request|unsupported|not support|unexpected|unrecogni[sz]ed|unknown (?:field|arg|param)|malformed"
    r"|deserialize|validation|not permitted|not allowed|参数|格式|不支持|非法|无效",
    re.IGNORECASE,
)


def meaning_of(said: str) -> Kind | None:
    """What the words ``said`` mean; None where no row knows."""
    return next((kind for kind, words in _PATTERNS if words.search(said)), None)


def is_vague(said: str) -> bool:
    """Whether ``said`` tells no more than that something in the request is wrong."""
    return bool(_VAGUE.search(said))
