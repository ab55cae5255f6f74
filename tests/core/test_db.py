"""Connections to the database."""

from sqlalchemy import text

from api.core.db import make_engine


async def test_a_connection_that_died_while_nobody_used_it_is_replaced(database_url: str) -> None:
    engine = make_engine(database_url, pool_size=1, name="rested", ping_after_seconds=0)
    killer = make_engine(database_url, pool_size=1, name="killer")
    async with engine.connect() as connection:
        pid = await connection.scalar(text("SELECT pg_backend_pid()"))
    async with killer.connect() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT pg_backend_pid()")) != pid
    await engine.dispose()
    await killer.dispose()
