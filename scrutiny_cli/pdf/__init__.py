"""PDF: HTML to tagged pages, officers' papers made safe and readable, many papers as one file.

Nothing here knows a record or a report. The libraries are imported where they are used: they are an extra.
"""
