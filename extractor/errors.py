"""Every error a user can meet: what was wrong, what was found, what to do about it."""

from __future__ import annotations


class ExtractorError(Exception):
    """The base of all errors raised on purpose by this package.

    Its text is one line (or a few) that a user can act on without a traceback.
    """


class ArticleError(ExtractorError):
    """An article cannot be read: a missing path, a directory, binary content, a wrong type."""


class RulesError(ExtractorError):
    """A rules file is wrong; the text names the file and the line."""


class ModelError(ExtractorError):
    """A named-entity model cannot be loaded; the text says how to install it."""


class ExportError(ExtractorError):
    """An export cannot be started or finished: the target cannot be written, is in use, has an unknown suffix."""


class ExportStopped(ExportError):
    """An export that had begun cannot go on (a full disk); what was done is kept, and the same command resumes it."""
