"""``summarizer serve``: the same over HTTP, and the page on which a person reviews."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.base.errors import OutputError, UsageError
from summarizer.cli.options import BaseUrl, Config, Debug, Model

_RATE = 600


def serve(
    host: Annotated[
        str, typer.Option("--host", help="Where to listen; any but this machine's own needs --token-file.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port.")] = 8000,
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", help="Where jobs, reports, briefs and reviews are kept.")
    ] = Path("service"),
    token_file: Annotated[
        Path | None,
        typer.Option("--token-file", metavar="FILE", help="The secrets, one a line, of which a request must bear one."),
    ] = None,
    allow_model: Annotated[
        list[str] | None,
        typer.Option("--allow-model", metavar="NAME", help="Another model that a request may name; may be repeated."),
    ] = None,
    public: Annotated[
        str | None,
        typer.Option(
            "--public", metavar="URL", help="Where people reach it, if by a proxy: https://briefs.example.org."
        ),
    ] = None,
    proxy: Annotated[
        list[str] | None,
        typer.Option(
            "--trust-proxy",
            metavar="ADDRESS",
            help="A proxy whose word for a client's address and scheme is taken; may be repeated.",
        ),
    ] = None,
    rate: Annotated[
        int | None,
        typer.Option(
            "--rate",
            min=0,
            metavar="N",
            help="Requests a minute of one token, or without tokens of one address; 0: any number. "
            "(default: 600 with tokens, else any number)",
        ),
    ] = None,
    reports: Annotated[int, typer.Option("--reports", min=1, max=64, help="Reports worked on at a time.")] = 2,
    queue: Annotated[int, typer.Option("--queue", min=1, help="Reports that may wait; more are refused (429).")] = 200,
    max_upload: Annotated[int, typer.Option("--max-upload", min=1, max=50, help="Megabytes of one upload.")] = 20,
    model: Model = None,
    base_url: BaseUrl = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    """Serve briefs over HTTP, with a page for review.

    Reports that are handed in become jobs, which survive a restart. A request may name the model of --model and those
    of --allow-model, no other, and no address. Ctrl-C finishes the reports in flight or hands them back, a second one
    stops at once.
    """
    from dataclasses import replace

    from summarizer.api import steps as api
    from summarizer.cli.shell import complain
    from summarizer.model.settings import load_config
    from summarizer.server.settings import Bounds, Site, data_folder, models_of, public_address, read_tokens

    tokens = read_tokens(token_file, host)
    options: api.ModelOptions = {"model": model, "base_url": base_url, "config": config}
    models, limits = models_of(options, allow_model or ()), load_config(config)
    try:
        from summarizer.server.serve import serve as run
    except ImportError as error:
        raise UsageError(f"serve needs the extra server: pip install 'summarizer[server]' ({error}).") from error
    bounds = replace(Bounds(), waiting=queue, upload=max_upload * 1024 * 1024)
    a_minute = (_RATE if tokens else 0) if rate is None else rate
    site = Site(
        data_folder(data), models, tokens, reports, a_minute or None, requests_a_minute=limits.requests_a_minute,
        tokens_a_minute=limits.tokens_a_minute, bounds=bounds,
        public=public_address(public), proxies=tuple(proxy or ()),
    )  # fmt: skip
    for name, endpoint in models.items():
        complain(f"Model {name}: {endpoint.describe()}")
    complain(f"Serving http://{f'[{host}]' if ':' in host else host}:{port}/ — stop with Ctrl-C.")
    try:
        run(site, host, port)
    except OSError as error:
        raise OutputError(f"{host}:{port} cannot be served: {error.strerror or error}.") from error
