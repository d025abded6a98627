"""Counts for Prometheus: jobs by state, model calls, tokens, latency, verdicts. Never a text, never a name."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from summarizer.batch.table import Table
from summarizer.schema import Counts


class _Jobs(Collector):
    """What the job table knows, asked when the metrics are."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def collect(self) -> Iterator[Metric]:
        jobs = GaugeMetricFamily("summarizer_jobs", "Jobs by state.", labels=["state"])
        for state, count in self._table.status().items():
            jobs.add_metric([state], count)
        yield jobs
        used = self._table.totals()
        calls = CounterMetricFamily("summarizer_model_calls", "Model calls that were paid for.")
        calls.add_metric([], used.calls)
        yield calls
        tokens = CounterMetricFamily("summarizer_tokens", "Tokens paid for.", labels=["kind"])
        tokens.add_metric(["prompt"], used.prompt_tokens)
        tokens.add_metric(["completion"], used.completion_tokens)
        yield tokens


class Metrics:
    """One service's counts."""

    def __init__(self, table: Table) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Jobs(table))
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
