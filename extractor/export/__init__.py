"""From an archive of articles to a file of records: sources → workers → store → target.

`sources` reads articles as a stream, `task` extracts them in worker processes, `store` keeps what is done so that a
killed run resumes, `targets` write the file, and `batch` holds it together.

>>> from extractor.export import export                                # doctest: +SKIP
>>> export(["news/", "dump.jsonl.gz"], "facts.csv", processes=4).records
128734
"""

from __future__ import annotations

from extractor.export.batch import Choice, Reporter, Summary, export
from extractor.export.columns import Columns
from extractor.export.task import ExportTask

__all__ = ["Choice", "Columns", "ExportTask", "Reporter", "Summary", "export"]
