"""Speed, side by side with bare baselines in one run. Not part of the tests: `make bench`."""
