"""The command line: parse, call, print, exit. No rule of the domain stands here."""
