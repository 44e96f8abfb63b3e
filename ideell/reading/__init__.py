"""Reading a government report into an outline: chapters, sections, and the proposals in them.

Pure: no web, no database. `document.read_outline` reads a file here and now;
`reading.read_in_child` does the same in a process of its own, with limits, and is what the
rest of the product uses. `contents.outline_of_pasted` reads a pasted table of contents and
`mapping.map_outlines` finds the old nodes again in a corrected report.
"""
