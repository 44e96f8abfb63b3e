"""Sweden's 21 regions by their county code (SCB; ISO 3166-2:SE)."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from ideell.extensions import db
from ideell.foundation.sorting import sort_key
from ideell.people.models import Region

# Proper names, the same in every language: name and short name.
REGIONS = {
    "01": ("Region Stockholm", "Stockholm"),
    "03": ("Region Uppsala", "Uppsala"),
    "04": ("Region Sörmland", "Sörmland"),
    "05": ("Region Östergötland", "Östergötland"),
    "06": ("Region Jönköpings län", "Jönköping"),
    "07": ("Region Kronoberg", "Kronoberg"),
    "08": ("Region Kalmar län", "Kalmar"),
    "09": ("Region Gotland", "Gotland"),
    "10": ("Region Blekinge", "Blekinge"),
    "12": ("Region Skåne", "Skåne"),
    "13": ("Region Halland", "Halland"),
    "14": ("Västra Götalandsregionen", "Västra Götaland"),
    "17": ("Region Värmland", "Värmland"),
    "18": ("Region Örebro län", "Örebro"),
    "19": ("Region Västmanland", "Västmanland"),
    "20": ("Region Dalarna", "Dalarna"),
    "21": ("Region Gävleborg", "Gävleborg"),
    "22": ("Region Västernorrland", "Västernorrland"),
    "23": ("Region Jämtland Härjedalen", "Jämtland Härjedalen"),
    "24": ("Region Västerbotten", "Västerbotten"),
    "25": ("Region Norrbotten", "Norrbotten"),
}


def regions_in_order() -> Sequence[Region]:
    """Return the regions in Swedish order."""
    return db.session.scalars(sa.select(Region).order_by(Region.sort_key)).all()


def region_with(code: str) -> Region | None:
    """Return the region with a county code, or None."""
    return db.session.scalar(sa.select(Region).where(Region.code == code))


def add_missing_regions() -> int:
    """Add the regions that the database lacks; returns how many."""
    known = set(db.session.scalars(sa.select(Region.code)))
    missing = [code for code in REGIONS if code not in known]
    for code in missing:
        name, short = REGIONS[code]
        db.session.add(Region(code=code, name=name, short_name=short, sort_key=sort_key(short)))
    return len(missing)
