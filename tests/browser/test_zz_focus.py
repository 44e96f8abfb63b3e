from tests.browser.test_walks import *
from tests.browser.states import *
def test_focus(show, town):
    st=next(s for s in STATES if s.name=="outline to approve")
    page=show(st)
    page.evaluate("""()=>{for (const n of ['htmx:beforeRequest','htmx:afterRequest','htmx:beforeSwap','htmx:afterSwap','htmx:oobAfterSwap','htmx:afterSettle']) document.addEventListener(n,(e)=>console.log(n, e.target.id||e.target.tagName, document.activeElement.id||document.activeElement.tagName))}""")
    page.on("console", lambda m: print("C", m.text))
    page.locator("a[id^=change-]").nth(1).focus()
    page.keyboard.press("Enter"); page.wait_for_timeout(600)
    print("1", page.evaluate("document.activeElement.outerHTML.slice(0,100)"))
    page.locator("[id^=save-]").focus()
    page.keyboard.press("Enter"); page.wait_for_timeout(800)
    print("2", page.evaluate("document.activeElement.outerHTML.slice(0,100)"))
