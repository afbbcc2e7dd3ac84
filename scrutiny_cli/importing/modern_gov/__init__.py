"""The answers of a Modern.gov web service, saved as files: committees, people and meetings."""
