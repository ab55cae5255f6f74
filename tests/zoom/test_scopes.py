from api.zoom.scopes import find_missing_scopes, required_scopes


def test_a_complete_token_lacks_nothing() -> None:
    assert find_missing_scopes(frozenset(required_scopes) | {"something:else"}) == ()


def test_what_is_missing_is_named_in_the_order_of_the_list() -> None:
    granted = frozenset(required_scopes) - {"meeting:delete:meeting:admin", "user:read:list_users:admin"}
    assert find_missing_scopes(granted) == ("user:read:list_users:admin", "meeting:delete:meeting:admin")


def test_an_older_app_with_classic_scopes_lacks_nothing() -> None:
    assert find_missing_scopes({"user:read:admin", "meeting:read:admin", "meeting:write:admin"}) == ()


def test_reading_does_not_cover_writing() -> None:
    missing = find_missing_scopes({"user:read:admin", "meeting:read:admin"})
    assert "meeting:write:meeting:admin" in missing
    assert "meeting:read:meeting:admin" not in missing


def test_a_scope_without_admin_covers_only_the_owner_and_does_not_count() -> None:
    assert "meeting:write:meeting:admin" in find_missing_scopes({"meeting:write:meeting"})
