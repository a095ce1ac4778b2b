"""Reading: from bytes and markup to lines of text. `article.py` and `cleaning.py` put the pieces together."""
