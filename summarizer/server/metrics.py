"""Counts for Prometheus: jobs by state, model calls, tokens, latency, verdicts. Never a text, never a name."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from summarizer.schema import Counts
from summarizer.server.desk import Desk


class _Jobs(Collector):
    """What the desk and its job table know, asked when the metrics are."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def collect(self) -> Iterator[Metric]:
        table = self._desk.table
        jobs = GaugeMetricFamily("summarizer_jobs", "Jobs by state.", labels=["state"])
        for state, count in table.status().items():
            jobs.add_metric([state], count)
        yield jobs
        used = table.totals()
        yield _counter("model_calls", "Model calls that were paid for.", used.calls)
        yield _counter("model_calls_kept", "Model calls answered from the store.", used.cached_calls)
        yield _counter("model_faults", "Model calls that failed and were sent again.", used.faults)
        tokens = CounterMetricFamily("summarizer_tokens", "Tokens paid for.", labels=["kind"])
        tokens.add_metric(["prompt"], used.prompt_tokens)
        tokens.add_metric(["completion"], used.completion_tokens)
        yield tokens
        verdicts = GaugeMetricFamily("summarizer_brief_verdicts", "Verdicts in the briefs.", labels=["verdict"])
        for verdict, count in table.verdicts().model_dump().items():
            verdicts.add_metric([verdict], count)
        yield verdicts
        ready = GaugeMetricFamily("summarizer_model_ready", "Whether the model answered last.", labels=["model"])
        for model in self._desk.menu.models:
            ready.add_metric([model], 0 if model in self._desk.trouble else 1)
        yield ready


def _counter(name: str, told: str, value: float) -> Metric:
    counter = CounterMetricFamily(f"summarizer_{name}", told)
    counter.add_metric([], value)
    return counter


class Metrics:
    """One service's counts."""

    def __init__(self, desk: Desk) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Jobs(desk))
        ProcessCollector(registry=self._registry)
        self._latency = Histogram(
            "summarizer_request_seconds", "Seconds to the end of an answer.", ["route", "status"],
            registry=self._registry,
        )  # fmt: skip
        self._verdicts = Counter(
            "summarizer_verdicts", "Verdicts given by /v1/verify.", ["verdict"], registry=self._registry
        )

    def seen(self, route: str, status: int, seconds: float) -> None:
        """An answer was given."""
        self._latency.labels(route, str(status)).observe(seconds)

    def judged(self, counts: Counts) -> None:
        """Numbers were verified."""
        for verdict, count in counts.model_dump().items():
            self._verdicts.labels(verdict).inc(count)

    def text(self) -> bytes:
        """All counts in Prometheus' own words."""
        return generate_latest(self._registry)
