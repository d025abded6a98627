"""``summarizer serve``: the same over HTTP, and the page on which a person reviews."""

from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.options import BaseUrl, Config, Debug, Model
from summarizer.errors import OutputError, UsageError


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
        typer.Option("--token-file", metavar="FILE", help="A file with the secret that every request must bear."),
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

    Reports that are handed in become jobs, which survive a restart; the model is the operator's choice, never a
    request's. Ctrl-C finishes the reports in flight or hands them back, a second one stops at once.
    """
    from dataclasses import replace

    from summarizer import api
    from summarizer.cli.shell import complain
    from summarizer.server.settings import Bounds, Site, data_folder, read_token
    from summarizer.settings import load_config

    token = read_token(token_file, host)
    options: api.ModelOptions = {"model": model, "base_url": base_url, "config": config}
    endpoint, limits = api.endpoint_of(options), load_config(config)
    try:
        from summarizer.server.serve import serve as run
    except ImportError as error:
        raise UsageError(f"serve needs the extra server: pip install 'summarizer[server]' ({error}).") from error
    bounds = replace(Bounds(), waiting=queue, upload=max_upload * 1024 * 1024)
    site = Site(data_folder(data), endpoint, token, reports, limits.requests_a_minute, limits.tokens_a_minute, bounds)
    complain(f"Model: {endpoint.describe()}")
    complain(f"Serving http://{f'[{host}]' if ':' in host else host}:{port}/ — stop with Ctrl-C.")
    try:
        run(site, host, port)
    except OSError as error:
        raise OutputError(f"{host}:{port} cannot be served: {error.strerror or error}.") from error
