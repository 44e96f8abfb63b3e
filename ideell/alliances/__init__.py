"""Alliances and the 21 regions: who is where, what is under way, how one is started."""
