"""The process that llama.cpp lives in: started by server.py as a script, and gone when its standard input closes.

Reads one line of JSON (see ``_parameters``), writes one ({"address": …} or {"error": …}), then serves.
Why a process: xllamacpp holds the interpreter's lock while it loads weights, and waits for a running generation to
end when it is stopped. In here neither delays the program, its progress display or a Ctrl-C.
"""

import json
import os
import sys
from typing import Any


def main() -> None:
    """Serve until standard input closes, which it also does when the program that started this is killed."""
    wanted = json.loads(sys.stdin.readline())
    try:
        import xllamacpp

        server = xllamacpp.Server(_parameters(xllamacpp, wanted))
        answer = {"address": server.listening_address}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
    sys.stdin.read()
    os._exit(0)  # at once: a generation that nobody waits for is not finished first


def _parameters(xllamacpp: Any, wanted: dict[str, Any]) -> Any:
    params = xllamacpp.CommonParams()
    params.model.path = wanted["weights"]
    params.model_alias = {wanted["name"]}
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [wanted["key"]]
    params.ui = False
    params.verbosity = -1  # nothing on stderr
    params.n_parallel = wanted["slots"]
    params.n_ctx = wanted["context"] * wanted["slots"]
    # Threads beyond the processors that this process may use wait for each other: ten times slower, measured.
    params.cpuparams.n_threads = (
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    )
    params.cache_prompt = True
    params.warmup = False
    return params


if __name__ == "__main__":
    main()
