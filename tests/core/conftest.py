"""What the tests of the core share."""

import pytest

from api.resources import Resources
from tests.core.work_bench import Bench


@pytest.fixture
def bench(resources: Resources) -> Bench:
    """Work on one object, by a handler that the test instructs."""
    return Bench(resources)
