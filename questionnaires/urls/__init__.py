"""The addresses of questionnaires, one file per reader."""
