"""Looks at the pages of `facteur web` as readers do: in Chromium, with the keyboard alone, on a phone and on a desk, light and dark.

    check.py AXE FOLDER ITEMS

AXE: the file axe.min.js. FOLDER: where pictures go. ITEMS: JSON, {"pages": {NAME: [ADDRESS, HEADING]}, "leave": ADDRESS, "confirm": ADDRESS}; the last two
may be missing.
Prints a line for each fault; ends with 1 where there is one."""

import json, pathlib, sys

from browser import Browser

AXE, FOLDER, ITEMS = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2]), json.loads(sys.argv[3])
LOOKS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]
faults = []

RULES = """axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(found => ({
    passed: found.passes.length,
    faults: found.violations.map(v => v.impact + " " + v.id + ": " + v.nodes.map(n => n.target).join(" "))}))"""


def expect(condition, words):
    if not condition:
        faults.append(words)


def inspect(browser, name):
    """What must be true of each page, in each look."""
    for width, scheme in LOOKS:
        where = f"{name} {width} {scheme}"
        browser.look(width, scheme)
        browser.evaluate(AXE + "; 0")
        found = browser.evaluate(RULES)
        expect(found["passed"] >= 10, f"{where}: axe looked at little: {found['passed']} rules")
        faults.extend(f"{where}: {fault}" for fault in found["faults"])
        overflow = browser.evaluate("document.documentElement.scrollWidth - innerWidth")
        expect(overflow <= 0, f"{where}: {overflow} pixels wider than the screen")
        low = browser.evaluate("Math.min(99, ...[...document.querySelectorAll('button')].map(b => b.offsetHeight))")
        expect(low >= 44, f"{where}: a button only {low} pixels high")
        ground = browser.evaluate("getComputedStyle(document.body).backgroundColor")
        brightness = sum(int(part) for part in ground.strip("rgba()").split(",")[:3])
        expect((brightness < 384) == (scheme == "dark"), f"{where}: the ground is {ground}")
        browser.picture(FOLDER / f"{name}-{width}-{scheme}.png")
    expect(browser.evaluate("document.scripts.length") == 0, f"{name}: a script")
    expect(browser.evaluate("document.querySelectorAll('button').length") <= 1, f"{name}: more than one button")


def press_button(browser, name):
    """Tab to the button, whose focus must be seen, and Enter: the mouse is not touched."""
    for _ in range(10):
        browser.press("Tab", 9)
        if browser.evaluate("document.activeElement.tagName") == "BUTTON":
            break
    expect(browser.evaluate("document.activeElement.tagName") == "BUTTON", f"{name}: Tab does not reach the button")
    outline = browser.evaluate("getComputedStyle(document.activeElement).outlineStyle + ' ' + "
                               "parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
    expect(outline == "solid 3", f"{name}: the focus is not seen: {outline}")
    browser.picture(FOLDER / f"{name}-focus.png")
    browser.press("Enter", 13, "\r")
    browser.wait("Page.loadEventFired")


def heading(browser, words):
    shown = browser.evaluate("document.querySelector('h1').textContent")
    expect(words in shown, f"instead of {words!r} the page says {shown!r}")


def leave_and_return(browser):
    browser.open(ITEMS["leave"])
    browser.look(1280, "light")
    press_button(browser, "ask")
    heading(browser, "Votre désabonnement est enregistré")
    inspect(browser, "done")
    press_button(browser, "done")
    heading(browser, "Votre abonnement est rétabli")
    inspect(browser, "back")
    press_button(browser, "back")
    heading(browser, "Votre désabonnement est enregistré")


with Browser() as browser:
    for name, (address, words) in ITEMS["pages"].items():
        for _ in range(3):
            browser.open(address)
            # A first request too many may be the last one that is not.
            if words in browser.evaluate("document.querySelector('h1').textContent"):
                break
        heading(browser, words)
        inspect(browser, name)

    if "leave" in ITEMS:
        leave_and_return(browser)
    if "confirm" in ITEMS:
        browser.open(ITEMS["confirm"])
        press_button(browser, "question")
        heading(browser, "Votre inscription est confirmée")
        inspect(browser, "confirmed")

print("\n".join(faults))
sys.exit(1 if faults else 0)
