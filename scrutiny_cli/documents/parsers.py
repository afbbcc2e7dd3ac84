"""Which reader of YAML reads the records: libyaml where it is installed, else the reference reader."""

from scrutiny_cli.documents.nodes import Parser

usual: Parser
try:
    from scrutiny_cli.documents import libyaml
except ImportError:  # PyYAML is not there, or was built without its C parser
    from scrutiny_cli.documents import reference

    usual = reference.PARSER
else:
    usual = libyaml.PARSER
