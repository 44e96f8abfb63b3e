"""The text of blocks: how it is read, compared, merged and planned.

The modules tokens, matching, diff, words, merge, plan and blocks are pure functions over text:
they know neither the web nor the database.
"""
