"""What a call costs, for tests that hold how cost grows with length: processor time, never time on the clock."""

import gc
from collections.abc import Callable
from time import process_time


def processor_seconds(call: Callable[[], object], repeats: int = 2) -> float:
    """The least processor seconds of ``repeats`` calls.

    The collector waits meanwhile: a collection over all that other tests left behind would count as the call's own.
    """
    times = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(repeats):
            begun = process_time()
            call()
            times.append(process_time() - begun)
    finally:
        gc.enable()
    return min(times)
