"""The subjects that are suggested for documents; people add their own."""

from __future__ import annotations

# The seven areas of förordning (2010:2012) 8 §, and what the field talks about (domain 2.1).
SUBJECTS = (
    "teater, dans och musik", "museer", "bibliotek och litteratur", "bild och form",
    "enskilda arkiv", "film", "hemslöjd", "civilsamhället", "barn och unga", "hela landet",
    "samlingslokaler", "folkbildning",
)  # fmt: skip
