# Rawi with its embedding model inside: nothing is fetched when it runs.
FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /opt/rawi
COPY requirements.lock ./
RUN /opt/rawi/bin/pip install --no-cache-dir --no-deps --require-hashes --requirement requirements.lock
RUN /opt/rawi/bin/pip install --no-cache-dir "psycopg[binary]>=3.2,<4"
COPY pyproject.toml README.md LICENSE ./
COPY bot ./bot
COPY retrieval ./retrieval
COPY prompts ./prompts
RUN /opt/rawi/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/rawi rawi && install -d -o rawi -g rawi -m 0700 /var/lib/rawi
COPY --from=build /opt/rawi /opt/rawi
ENV PATH=/opt/rawi/bin:/usr/local/bin:/usr/bin:/bin RAWI_HOME=/var/lib/rawi PYTHONUNBUFFERED=1
USER rawi
WORKDIR /var/lib/rawi
VOLUME /var/lib/rawi
EXPOSE 8080 9100
HEALTHCHECK --interval=30s --timeout=15s --start-period=90s --retries=3 CMD ["python", "-c", "import urllib.request as web; web.urlopen('http://127.0.0.1:9100/healthz', timeout=12)"]
ENTRYPOINT ["rawi"]
CMD ["telegram", "--metrics", "0.0.0.0:9100"]
