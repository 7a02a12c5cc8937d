"""A section's form: built from its questions, drawn once for everybody, filled for each, and read when posted."""
