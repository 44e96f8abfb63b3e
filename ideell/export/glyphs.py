"""Which characters the PDF's own fonts can show.

PDF/UA stops at a character without a glyph, and some rare scripts make the typesetter stop
altogether, so the list is of what is known to work: measured with typst 0.15.2 in all four
styles of Libertinus Serif, with DejaVu Sans Mono and New Computer Modern behind it (Latin with
Sámi, Greek, Cyrillic, Armenian, Georgian, Hebrew, Arabic, punctuation, arrows, common signs).
`tests/export/test_glyphs.py` measures it anew.
"""

from __future__ import annotations

_SHOWN = """
20-7e a0-377 37a-37f 384-38a 38c 38e-3a1 3a3-484 487-4ff 510-513 51a-51d 531-556 559-58a
58d-58f 591-5c7 5d0-5ea 5ef-5f4 606-60c 615 61b 61f 621-63a 640-64a 65a 660-66d 674 679-67b
67e-680 683-684 686-687 691 698 6a4 6a9 6af 6be 6cc 6f0-6f9 10d0-10ff 1d00-1dbf 1e00-1f15
1f18-1f1d 1f20-1f45 1f48-1f4d 1f50-1f57 1f59 1f5b 1f5d 1f5f-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fd3
1fd6-1fdb 1fdd-1fef 1ff2-1ff4 1ff6-1ffe 2000-200c 2010-2027 202f-2040 2042 2044-2052 2054-2060
2070-2071 2074-208e 2090-209c 20a0-20a4 20a6-20c0 2100-211e 2120 2122 2124 2126-2151 2153-2184
2189 2190-23ff 2422-2423 2460-2606 2609-262f 2638-268b 2690-269c 26a0-26a7 26aa-26af 26b2
2701-2704 2706-2709 270c-2714 2717-2726 272a-274b 274d 274f-2752 2756 2758-275e 2761-277f 2794
2798-27af 27b1-27ff 2900-2b73 2b76-2b95 2b97-2bff 2c60-2c7f 2e02-2e05 2e08-2e0a 2e17-2e18 2e1f
2e22-2e25 2e2e a640-a641 a648-a649 a656-a657 a708-a716 a71b-a727 a72d a730 a735 a765 a789-a78e
a790-a791 a793 a7aa a7f8-a7f9 fb00-fb06 fb13-fb17 fb1d-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44
fb46-fb4f fb52-fb81 fb8a-fb95 fb9e-fb9f fbaa-fbad fbe8-fbe9 fbfc-fbff fe2e-fe2f fe66 fe70-fe74
fe76-fefc fffd
"""


def _spread(ranges: str) -> frozenset[str]:
    signs: set[str] = {"\n"}
    for span in ranges.split():
        first, _, last = span.partition("-")
        signs.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(signs)


SHOWN = _spread(_SHOWN)
"""Every character the PDF can show; a line break is laid out, not shown."""

PLAIN = _spread("20-7e a0-17f 2010-2027 2030-203a 20ac")
"""What is left when the typesetter stops even so: Swedish, its neighbours, and punctuation."""
