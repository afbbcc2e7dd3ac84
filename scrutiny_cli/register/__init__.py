"""From data to records, and the register of all records."""
