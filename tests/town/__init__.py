"""News of a small invented town, in two languages, and what its readers ask."""
