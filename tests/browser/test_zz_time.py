import time
from tests.browser.states import STATES
from tests.browser import looking
from tests.browser.conftest import RUN_AXE, AXE_TAGS, AXE
def test_it(show, town, axe):
    for name in ("sign-in","section of its pen holder","review","workspace of a member"):
        st=next(s for s in STATES if s.name==name)
        t=time.time(); page=show(st); a=time.time()
        page.evaluate(AXE.read_text()); b=time.time()
        page.evaluate(RUN_AXE,AXE_TAGS); c=time.time()
        page.evaluate(RUN_AXE,AXE_TAGS); d=time.time()
        looking.geometry(page); e=time.time()
        looking.tab_order(page); f=time.time()
        print(name, f"open {a-t:.2f} source {b-a:.2f} axe {c-b:.2f} again {d-c:.2f} geo {e-d:.2f} tab {f-e:.2f}")
