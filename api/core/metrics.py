"""Counters and clocks for the operator's Prometheus."""

from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

REQUESTS = Counter("http_requests_total", "Answers given", ["method", "route", "status"])
REQUEST_SECONDS = Histogram("http_request_seconds", "Time to answer", ["method", "route"])
WORK_RUNS = Counter("work_runs_total", "Steps of work done", ["kind", "outcome"])
WORK_WAITING = Gauge("work_waiting", "Work that is asked for and not done", ["kind", "state"])
WORK_OLDEST_SECONDS = Gauge("work_oldest_seconds", "Age of the oldest work that waits")
ZOOM_DELIVERIES = Counter("zoom_deliveries_total", "What came to the address of Zoom's events", ["result"])

LIVE_STREAMS = Gauge("live_streams", "Open screens that follow what changes")
ZOOM_RESTS = Gauge("zoom_rests", "1 while Zoom is not asked, because it did not answer")


def render() -> tuple[bytes, str]:
    """The exposition text and its content type."""
    return generate_latest(), CONTENT_TYPE_LATEST
