"""Records from a spreadsheet: which are new, which change, which rows are left out."""
