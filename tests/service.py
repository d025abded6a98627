"""A service for tests: in this process, or in one of its own on a port of this machine."""

import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2 as httpx
from fastapi.testclient import TestClient

from summarizer.server.app import create
from summarizer.server.settings import Site, models_of
from tests.command import ROOT

SAMPLE = ROOT / "samples" / "yunhe_2023_rule_of_law.txt"
TEXT = "云河市2023年法治政府建设年度报告\n一、主要成效\n（一）依法行政。全年受理行政复议案件1360件，同比增长4.5%。\n"
TOKEN = b"a-token-of-a-test-0123456789"


def site(folder: Path, **changes: Any) -> Site:
    made = Site(folder, models_of({"model": "none"}, ()), reports=1)
    bounds = replace(made.bounds, grace=0.5)  # a job that a test leaves behind is not waited for
    return replace(made, **{"bounds": bounds, **changes})


def client_of(made: Site, **headers: str) -> TestClient:
    service: Any = create(made).app
    return TestClient(service, base_url="http://127.0.0.1", headers=headers, raise_server_exceptions=False)


def done(client: Any, number: int) -> dict[str, Any]:
    for _ in range(1200):
        job: dict[str, Any] = client.get(f"/v1/briefs/{number}").json()
        if job["state"] not in ("pending", "running"):
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def serve(
    folder: Path, port: int, *options: str, env: dict[str, str] | None = None, model: str = "none"
) -> "subprocess.Popen[bytes]":
    """The service in a process of its own, ready to work."""
    command = [sys.executable, "-m", "summarizer", "serve", "--port", str(port), "--data", str(folder)]
    command += ["--model", model, "--reports", "1", *options]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, env=env)
    for _ in range(600):
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return process
        except httpx.HTTPError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError("the service did not come up")
