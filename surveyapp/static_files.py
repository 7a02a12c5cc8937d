"""How static files are stored: each under a name that changes with its content, so that browsers can keep it."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Scripts name the modules that they import by those names too: none is mixed with one of another version."""

    support_js_module_import_aggregation = True
