"""Files, git, locks and a second process."""
