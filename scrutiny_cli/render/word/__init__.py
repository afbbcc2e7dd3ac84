"""Word files (.docx) from reports, and forms to be filled in there."""
