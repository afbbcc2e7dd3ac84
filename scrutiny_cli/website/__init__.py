"""The public site: which pages and files it has, its search and its feeds, and the preview."""
