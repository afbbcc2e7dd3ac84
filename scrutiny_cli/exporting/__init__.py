"""The register given out whole: as it is written, with what is computed from it beside."""
