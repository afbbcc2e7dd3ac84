"""What the pages of the public site say that no document says: home, histories, lists by year and owner."""
