import os
from tests.browser.states import STATES
from tests.browser import looking
def test_shots(show, town):
    os.makedirs("/tmp/ideell/browser/shots", exist_ok=True)
    for i, st in enumerate(STATES):
        try:
            page=show(st)
            for w in (1280,390):
                looking.resize(page,w)
                if w==390: page.evaluate("document.querySelectorAll('[data-close-on-phone]').forEach(b=>b.open=false)")
                page.screenshot(path=f"/tmp/ideell/browser/shots/{i:03}-{w}.png", full_page=True, animations="disabled")
            print(i, st.name)
        except Exception as e: print("FAIL", st.name, str(e)[:200])
