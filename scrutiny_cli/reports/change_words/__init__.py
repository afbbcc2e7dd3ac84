"""What happened to a record, in the words of the committee: one teller for each kind of change."""
