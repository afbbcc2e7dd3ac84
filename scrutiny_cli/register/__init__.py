"""Data to records, and the records together."""
