"""What a topic's pattern and an address fit, and which names stand in a topic."""

import pytest

from api.adoption.matching import About, fits_email, fits_topic, names_in


@pytest.mark.parametrize(
    ("pattern", "topic", "expected"),
    [
        ("договор", "Обсуждаем ДОГОВОР с клиентом", True),
        ("елка", "Ёлка в офисе", True),
        ("Demo: *", "demo: Parley", True),
        ("Demo: *", "A demo: Parley", False),
        ("*итоги", "Квартальные итоги", True),
        ("*a*b*", "xxAyyBzz", True),
        ("*b*a*", "xxAyyBzz", False),
        ("ab*ba", "aba", False),
        ("*", "", True),
        ("**", "anything", True),
        (".*", "anything", False),
        ("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", False),
    ],
)
def test_a_pattern_is_text_with_stars(pattern: str, topic: str, expected: bool) -> None:  # noqa: FBT001 - a parameter
    assert fits_topic(pattern, topic) is expected


def test_a_pattern_of_many_stars_takes_no_time() -> None:
    assert not fits_topic("*a" * 100, "a" * 99)


@pytest.mark.parametrize(
    ("wanted", "email", "expected"),
    [
        ("horns.example", "olha@horns.example", True),
        ("olha@horns.example", "olha@horns.example", True),
        ("horns.example", "olha@nothorns.example", False),
        ("olha@horns.example", "petro@horns.example", False),
    ],
)
def test_an_address_or_a_domain(wanted: str, email: str, expected: bool) -> None:  # noqa: FBT001 - a parameter
    assert fits_email(wanted, email) is expected


def test_names_are_runs_of_words_without_what_surrounds_them() -> None:
    assert {"рога и копыта", "созвон: «рога и копыта»", "копыта"} <= names_in("Созвон: «Рога и Копыта»")
    assert "и" not in names_in("Рога и копыта")


def test_a_public_mail_service_is_nobodys_domain() -> None:
    assert About("", None, {"a@gmail.com", "b@horns.example"}).domains == {"horns.example"}
