"""Prove the promises of reliability and security at full size: a line each.

`python -m tests.promises R7 S1` tries some; without names, all. The exit status is 0 when
none falls short.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
import warnings

from tests.promises.all import PROMISES


def main() -> int:
    """Try the promises that were asked for and print a line for each."""
    parser = argparse.ArgumentParser(prog="tests.promises", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="R7, S1 …; all by default")
    parser.add_argument("--small", action="store_true", help="the sizes of make test")
    chosen = parser.parse_args()
    unknown = [name for name in chosen.names if name.upper() not in PROMISES]
    if unknown:
        parser.error(f"no promise is called {', '.join(unknown)}; there are {', '.join(PROMISES)}")
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    held = [tell(name.upper(), full=not chosen.small) for name in chosen.names or PROMISES]
    return 0 if all(held) else 1


def tell(name: str, *, full: bool) -> bool:
    """Try one promise, print its line, and tell whether it may go out of the door."""
    began = time.monotonic()
    outcome = PROMISES[name](full=full)
    print(f"{outcome.line(name)}  ({time.monotonic() - began:.0f} s)", flush=True)
    if outcome.word == "falls short":
        print("\n".join(f"    {line}" for line in outcome.explained().split("\n")[1:]), flush=True)
    return outcome.word != "falls short"


if __name__ == "__main__":
    sys.exit(main())
