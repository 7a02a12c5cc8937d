"""How days and times of day are written on the pages, a module for each language (FORMAT_MODULE_PATH)."""
