"""The schemas of record files, specimens of records, and the explanations of problem codes."""
