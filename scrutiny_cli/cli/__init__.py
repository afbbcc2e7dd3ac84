"""The command line: parse, call, print, exit. It has no rule of the domain."""
