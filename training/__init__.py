"""The recipe of the bundled model: fetch, read, teach, label, train, evaluate, export (see training/README.md)."""
