"""Use cases that change the register. Each returns what it proposes; none prints anything."""
