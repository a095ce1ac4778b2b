"""Readers of facts: each says of the figures of a document what the text says of them."""
