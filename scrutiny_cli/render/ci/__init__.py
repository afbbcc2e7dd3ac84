"""What `check` found, as the hosts of pull requests and their jobs read it; one module a host."""
