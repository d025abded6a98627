"""Every error a user can meet, as one tree.

    SummarizerError                 exit code 2 unless a subclass says otherwise
    ├── InputError                  the file or text given cannot be used
    ├── UsageError                  options or settings that do not fit together
    ├── OutputError                 the answer cannot be written where it should go
    ├── SchemaError                 a structure from outside does not fit its schema
    ├── LocateError                 the locator could not account for every numeral character
    └── ModelError                  exit code 3: the model could not be used
        ├── EndpointUnreachable     no answer from the address
        ├── EndpointRefused         wrong key, unknown model, quota
        ├── ReplyUnusable           answers that failed validation after every retry
        ├── WeightsUnavailable      the embedded model's weights are not here and cannot be fetched
        └── BudgetSpent             what the caller allowed to be spent is spent (exit code 1)

A message is one or two plain sentences: what happened, where, what to do. No key, and no report text
beyond a short excerpt, ever enters a message.
"""


class SummarizerError(Exception):
    """Root of the tree; ``exit_code`` is what the command line returns for it."""

    exit_code = 2


class InputError(SummarizerError):
    """A document that cannot be read: missing, empty, binary, unreadable, of another language."""


class UsageError(SummarizerError):
    """Options or settings that do not fit together."""


class OutputError(SummarizerError):
    """The answer cannot be written: disk full, no permission, a file where the folder should be."""


class SchemaError(SummarizerError):
    """A structure from outside (JSON, a claims file) that does not fit its schema."""


class LocateError(SummarizerError):
    """A numeral character that no mention owns: nothing may be overlooked silently."""


class ModelError(SummarizerError):
    """The model could not be reached, or its reply could not be used after retries.

    ``for_all`` says that every other call would meet the same: a wrong key, an endpoint that is silent.
    """

    exit_code = 3
    for_all = False


class EndpointUnreachable(ModelError):
    """No answer from the endpoint's address."""


class EndpointRefused(ModelError):
    """The endpoint answered and refused: wrong key, unknown model, no quota."""


class ReplyUnusable(ModelError):
    """Replies arrived but none passed validation within the bounded number of attempts.

    ``cut`` says that the reply was cut at the token limit: less asked for in one call may fit.
    """

    cut = False


class WeightsUnavailable(ModelError):
    """The embedded model's weights are not in the cache and no listed source gave them."""


class BudgetSpent(ModelError):
    """What the caller allowed to be spent on model calls is spent; replies already paid for are kept."""

    exit_code = 1
    for_all = True
