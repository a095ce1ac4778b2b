"""From extractions to files."""
