# One image for every process of ours: web, worker, beat, migrate (compose.yaml says which).
FROM python:3.11-slim-bookworm AS packages
COPY requirements.txt /
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r /requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --create-home --uid 10001 samsvar
COPY --from=packages /venv /venv
WORKDIR /samsvar
COPY . .
# Static files need no secret, but the settings ask for one.
RUN SECRET_KEY=only-while-building ALLOWED_HOSTS=localhost python manage.py collectstatic --no-input
USER samsvar
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "surveyapp.wsgi"]
