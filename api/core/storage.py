"""Files in S3: the one place that speaks to it. Nothing is held in memory but one part of a file at a time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from api.core.config import Config
from api.core.errors import Problem

PART_BYTES = 8 * 1024 * 1024
"""S3 takes no part below 5 MiB but the last, and no more than 10,000 of them: files up to 80 GiB."""
CHUNK_BYTES = 256 * 1024
CONNECT_SECONDS = 2
READ_SECONDS = 20
ATTEMPTS = 2
CONNECTIONS = 10
ANSWER_SECONDS = 5


class StorageUnavailableError(Problem):
    """The store does not answer, or refuses us."""

    status = 503
    code = "storage_unavailable"
    title = "Storage not available"


class FileMissingError(Problem):
    """The store has no such file."""

    status = 404
    code = "file_missing"
    title = "File not found"


@dataclass(frozen=True)
class StoredFile:
    """A file that is being read."""

    size_bytes: int
    chunks: AsyncIterator[bytes]


class Storage:
    """One bucket of any store that speaks S3. It is made on the first write if it is not there."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._bucket = config.s3_bucket
        self._opening = asyncio.Lock()
        self._stack = contextlib.AsyncExitStack()
        self._client: Any = None
        self._has_bucket = False

    async def put(self, key: str, file: BinaryIO, *, content_type: str) -> int:
        """Store what can be read from `file`, part by part, all or nothing; answers its size in bytes."""
        with _as_problems():
            client = await self._connect()
            await self._make_bucket(client)
            first = await asyncio.to_thread(file.read, PART_BYTES)
            if len(first) < PART_BYTES:
                await client.put_object(Bucket=self._bucket, Key=key, Body=first, ContentType=content_type)
                return len(first)
            return await self._put_parts(client, key, first, file, content_type)

    async def _put_parts(self, client: Any, key: str, first: bytes, file: BinaryIO, content_type: str) -> int:
        at: dict[str, Any] = {"Bucket": self._bucket, "Key": key}
        upload = await client.create_multipart_upload(**at, ContentType=content_type)
        at["UploadId"] = upload["UploadId"]
        try:
            parts: list[dict[str, object]] = []
            size, part = 0, first
            while part:
                number = len(parts) + 1
                stored = await client.upload_part(**at, PartNumber=number, Body=part)
                parts.append({"PartNumber": number, "ETag": stored["ETag"]})
                size += len(part)
                part = await asyncio.to_thread(file.read, PART_BYTES)
            await client.complete_multipart_upload(**at, MultipartUpload={"Parts": parts})
        except BaseException:
            # Parts of an upload that nobody ends are paid for, and seen by nobody.
            with contextlib.suppress(Exception):
                await asyncio.shield(client.abort_multipart_upload(**at))
            raise
        return size

    @contextlib.asynccontextmanager
    async def open(self, key: str) -> AsyncIterator[StoredFile]:
        """Read a file. Raises FileMissingError."""
        with _as_problems():
            client = await self._connect()
            answer = await client.get_object(Bucket=self._bucket, Key=key)
        async with answer["Body"]:
            yield StoredFile(answer["ContentLength"], _chunks(answer["Body"]))

    async def delete(self, key: str) -> None:
        """Remove a file; that it is not there is no error."""
        with contextlib.suppress(FileMissingError), _as_problems():
            client = await self._connect()
            await client.delete_object(Bucket=self._bucket, Key=key)

    async def abandon_uploads(self, prefix: str, *, begun_before: datetime) -> int:
        """End what a killed process left half sent; answers how many that were."""
        count = 0
        with contextlib.suppress(FileMissingError), _as_problems():
            client = await self._connect()
            found = await client.list_multipart_uploads(Bucket=self._bucket, Prefix=prefix)
            for upload in found.get("Uploads", []):
                if upload["Initiated"] < begun_before:
                    of = {"Key": upload["Key"], "UploadId": upload["UploadId"]}
                    await client.abort_multipart_upload(Bucket=self._bucket, **of)
                    count += 1
        return count

    async def answers(self) -> bool:
        """Whether the store is there and lets us in; that it has no bucket yet is no trouble."""
        try:
            with _as_problems():
                async with asyncio.timeout(ANSWER_SECONDS):
                    await (await self._connect()).head_bucket(Bucket=self._bucket)
        except FileMissingError:
            return True
        except StorageUnavailableError:
            return False
        return True

    async def close(self) -> None:
        """Let go of the connections."""
        await self._stack.aclose()

    async def _connect(self) -> Any:
        """The client, made on first use: its library takes more than a second to load."""
        async with self._opening:
            if self._client is None:
                session, options = await asyncio.to_thread(_load, self._config)
                self._client = await self._stack.enter_async_context(session.client("s3", **options))
        return self._client

    async def _make_bucket(self, client: Any) -> None:
        if self._has_bucket:
            return
        from botocore.exceptions import ClientError  # noqa: PLC0415 - is loaded by now, and is slow to load

        try:
            await client.head_bucket(Bucket=self._bucket)
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
                raise
            await client.create_bucket(Bucket=self._bucket, **_place(self._config.s3_region))
        self._has_bucket = True


def _load(config: Config) -> tuple[Any, dict[str, Any]]:
    """Checksums beyond what S3 itself wants are slower, and not known to every store."""
    import aioboto3  # noqa: PLC0415 - takes more than a second and 80 MB, which only who stores files should pay
    from botocore.config import Config as ClientConfig  # noqa: PLC0415 - as above

    secret = config.s3_secret_access_key
    options = {
        "endpoint_url": config.s3_endpoint_url,
        "region_name": config.s3_region,
        "aws_access_key_id": config.s3_access_key_id,
        "aws_secret_access_key": secret.get_secret_value() if secret else None,
        "config": ClientConfig(
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            max_pool_connections=CONNECTIONS,
            s3={"addressing_style": "path"} if config.s3_endpoint_url else {},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    }
    return aioboto3.Session(), options


def _place(region: str) -> dict[str, Any]:
    """Amazon's first region is the one that may not be named."""
    return {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}


async def _chunks(body: Any) -> AsyncIterator[bytes]:
    with _as_problems():
        while chunk := await body.read(CHUNK_BYTES):
            yield chunk


@contextlib.contextmanager
def _as_problems() -> Iterator[None]:
    """The store's errors as ours; what it said goes to the log by way of the cause."""
    try:
        yield
    except Problem:
        raise
    except Exception as error:
        import aiohttp  # noqa: PLC0415 - as above
        from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - is loaded by now

        if isinstance(error, ClientError) and error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
            raise FileMissingError("The file is no longer there.") from error
        if isinstance(error, (BotoCoreError, ClientError, aiohttp.ClientError, OSError, TimeoutError)):
            raise StorageUnavailableError("The file store does not answer. Try again in a minute.") from error
        raise
