"""The long tests: what the suite proves on a few cases, tried for minutes. `make soak` runs them."""
