"""What the tests of meetings stand on, for those of their people."""

from tests.meetings.conftest import fault, rules, zoom

__all__ = ["fault", "rules", "zoom"]
