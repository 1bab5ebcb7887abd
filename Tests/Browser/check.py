"""Looks at the pages of `facteur web` as readers do: in Chromium, with the keyboard alone, on a phone and on a desk, light and dark.

    check.py AXE FOLDER ITEMS

AXE: the file axe.min.js. FOLDER: where pictures go, and pages. ITEMS: JSON, {"pages": {NAME: [ADDRESS, HEADING]}, "choose": ADDRESS, "leave": ADDRESS, "confirm": ADDRESS}; the last
three may be missing.
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
    """What must be true of each page, in each look. What the page is made of is kept, for a validator."""
    (FOLDER / f"{name}.html").write_text(browser.source())
    for width, scheme in LOOKS:
        where = f"{name} {width} {scheme}"
        browser.look(width, scheme)
        browser.evaluate(AXE + "; 0")
        found = browser.evaluate(RULES)
        expect(found["passed"] >= 10, f"{where}: axe looked at little: {found['passed']} rules")
        faults.extend(f"{where}: {fault}" for fault in found["faults"])
        overflow = browser.evaluate("document.documentElement.scrollWidth - innerWidth")
        expect(overflow <= 0, f"{where}: {overflow} pixels wider than the screen")
        low = browser.evaluate("Math.min(99, ...[...document.querySelectorAll('button, a.principal, label')].map(b => b.offsetHeight))")
        expect(low >= 44, f"{where}: a button or a choice only {low} pixels high")
        ground = browser.evaluate("getComputedStyle(document.body).backgroundColor")
        brightness = sum(int(part) for part in ground.strip("rgba()").split(",")[:3])
        expect((brightness < 384) == (scheme == "dark"), f"{where}: the ground is {ground}")
        browser.picture(FOLDER / f"{name}-{width}-{scheme}.png")
    expect(browser.evaluate("document.scripts.length") == 0, f"{name}: a script")
    expect(browser.evaluate("document.querySelectorAll('button').length") <= 1, f"{name}: more than one button")


def press_button(browser, name):
    """Tab to the button, whose focus must be seen, and Enter: the mouse is not touched."""
    for _ in range(30):
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
    follow(browser, "back", "Me désabonner")
    heading(browser, "Ne plus recevoir cette lettre")
    press_button(browser, "ask-again")
    heading(browser, "Votre désabonnement est enregistré")
    follow(browser, "done", "Choisir ce que je reçois")
    heading(browser, "Vos abonnements")
    inspect(browser, "choices-done")


def choose(browser):
    """Arrow keys go from choice to choice, and the button stores them."""
    browser.open(ITEMS["choose"])
    browser.look(1280, "light")
    for _ in range(10):
        browser.press("Tab", 9)
        if browser.evaluate("document.activeElement.type") == "radio":
            break
    browser.press("ArrowDown", 40)
    chosen = browser.evaluate("document.activeElement.value + ' ' + document.activeElement.checked")
    expect(chosen == "weekly true", f"choices: an arrow key chooses {chosen}")
    press_button(browser, "choices")
    said = browser.evaluate("document.querySelector('[role=status]')?.textContent")
    expect(said == "Vos choix sont enregistrés.", f"choices: the page says {said!r}")
    kept = browser.evaluate("document.querySelector('input:checked').value")
    expect(kept == "weekly", f"choices: {kept} is kept")
    inspect(browser, "choices-saved")


def follow(browser, name, words):
    """Tab to a link, whose focus must be seen, and Enter."""
    for _ in range(20):
        browser.press("Tab", 9)
        if browser.evaluate("document.activeElement.textContent") == words:
            break
    expect(browser.evaluate("document.activeElement.textContent") == words, f"{name}: Tab does not reach {words!r}")
    expect(browser.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", f"{name}: the focus is not seen")
    browser.press("Enter", 13, "\r")
    browser.wait("Page.loadEventFired")


with Browser() as browser:
    for name, (address, words) in ITEMS["pages"].items():
        for _ in range(3):
            browser.open(address)
            # A first request too many may be the last one that is not.
            if words in browser.evaluate("document.querySelector('h1').textContent"):
                break
        heading(browser, words)
        inspect(browser, name)

    if "choose" in ITEMS:
        choose(browser)
    if "leave" in ITEMS:
        leave_and_return(browser)
    if "confirm" in ITEMS:
        browser.open(ITEMS["confirm"])
        press_button(browser, "question")
        heading(browser, "Votre abonnement est confirmé")
        inspect(browser, "confirmed")

print("\n".join(faults))
sys.exit(1 if faults else 0)
