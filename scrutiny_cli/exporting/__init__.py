"""The whole register as tables and data: as it is written, and what is computed from it."""
