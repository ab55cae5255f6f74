"""Files in S3: small and large ones come back as they were, failures are told as such."""

import hashlib
import io
import random
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from pydantic import SecretStr

from api.core import clock
from api.core.config import Config
from api.core.storage import PART_BYTES, FileMissingError, Storage, StorageUnavailableError
from launcher.s3 import EmbeddedS3
from tests import servers

TYPE = "application/octet-stream"
HUGE = 2 * PART_BYTES + 12345


@pytest.fixture(scope="module")
def s3() -> Iterator[EmbeddedS3]:
    """An S3 store."""
    with servers.s3() as server:
        yield server


@pytest.fixture
def config(s3: EmbeddedS3) -> Config:
    """What names the store; there is no database behind it."""
    return Config(
        environment="test",
        database_url="postgresql+asyncpg://",
        secret_keys=SecretStr("unused"),
        s3_endpoint_url=s3.endpoint_url,
        s3_bucket="not-there-yet",
        s3_access_key_id=s3.access_key_id,
        s3_secret_access_key=SecretStr(s3.secret_access_key),
    )


@pytest.fixture
async def storage(config: Config) -> AsyncIterator[Storage]:
    """The store as a process holds it."""
    opened = Storage(config)
    yield opened
    await opened.close()


async def read(storage: Storage, key: str) -> bytes:
    """The whole file."""
    async with storage.open(key) as file:
        content = b"".join([chunk async for chunk in file.chunks])
    assert len(content) == file.size_bytes
    return content


@pytest.mark.parametrize("size", [0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, HUGE])
async def test_a_file_comes_back_as_it_was(size: int, storage: Storage) -> None:
    content = random.Random(size).randbytes(size)
    assert await storage.put("folder/file", io.BytesIO(content), content_type=TYPE) == size
    assert hashlib.sha256(await read(storage, "folder/file")).digest() == hashlib.sha256(content).digest()


async def test_a_file_is_replaced_and_removed(storage: Storage) -> None:
    await storage.put("file", io.BytesIO(b"first"), content_type=TYPE)
    await storage.put("file", io.BytesIO(b"second"), content_type=TYPE)
    assert await read(storage, "file") == b"second"
    for _ in range(2):
        await storage.delete("file")
    with pytest.raises(FileMissingError):
        await read(storage, "file")


class BreakingFile(io.BytesIO):
    """A file that cannot be read to its end."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Two parts, then nothing more."""
        if self.tell() >= 2 * PART_BYTES:
            raise OSError("the disk is gone")
        return super().read(size)


async def test_what_breaks_on_the_way_leaves_neither_file_nor_parts(storage: Storage) -> None:
    with pytest.raises(StorageUnavailableError):
        await storage.put("broken", BreakingFile(bytes(HUGE)), content_type=TYPE)
    with pytest.raises(FileMissingError):
        await read(storage, "broken")
    assert await storage.abandon_uploads("", begun_before=clock.now() + timedelta(days=1)) == 0


@pytest.mark.parametrize(
    "change", [{"s3_endpoint_url": "http://127.0.0.1:9"}, {"s3_secret_access_key": SecretStr("not the secret")}]
)
async def test_a_store_that_does_not_answer_or_refuses_us_is_told_as_such(
    change: dict[str, object], config: Config
) -> None:
    storage = Storage(config.model_copy(update=change))
    with pytest.raises(StorageUnavailableError):
        await storage.put("file", io.BytesIO(b"content"), content_type=TYPE)
    await storage.close()
