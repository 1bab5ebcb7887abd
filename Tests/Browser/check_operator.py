"""Looks at the operator's page as operators do: on a phone and on a desk, light and dark, and with the keyboard.

    check_operator.py AXE FOLDER ITEMS

AXE: the file axe.min.js. FOLDER: where pictures go. ITEMS: JSON, {NAME: [ADDRESS, HEADING]}.
Prints a line for each fault; ends with 1 where there is one."""

import json, pathlib, sys

from browser import Browser

AXE, FOLDER, ITEMS = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2]), json.loads(sys.argv[3])
faults = []

RULES = """axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(found => ({
    passed: found.passes.length,
    faults: found.violations.map(v => v.impact + " " + v.id + ": " + v.nodes.map(n => n.target).join(" "))}))"""


def expect(condition, words):
    if not condition:
        faults.append(words)


def inspect(browser, where, scheme):
    browser.evaluate(AXE + "; 0")
    found = browser.evaluate(RULES)
    expect(found["passed"] >= 10, f"{where}: axe looked at little: {found['passed']} rules")
    faults.extend(f"{where}: {fault}" for fault in found["faults"])
    overflow = browser.evaluate("document.documentElement.scrollWidth - innerWidth")
    expect(overflow <= 0, f"{where}: {overflow} pixels wider than the screen")
    ground = browser.evaluate("getComputedStyle(document.body).backgroundColor")
    brightness = sum(int(part) for part in ground.strip("rgba()").split(",")[:3])
    expect((brightness < 384) == (scheme == "dark"), f"{where}: the ground is {ground}")
    # What is wrong is what one came for: it stands on the first screen.
    bottom = browser.evaluate("document.querySelector('h1').getBoundingClientRect().bottom")
    expect(bottom <= 480, f"{where}: the headline ends {bottom} pixels down")


def open_tables(browser, name):
    """Each plot's table opens by the keyboard alone."""
    count = browser.evaluate("document.querySelectorAll('summary').length")
    for _ in range(count * 3):
        if browser.evaluate("document.querySelectorAll('details:not([open])').length") == 0:
            break
        browser.press("Tab", 9)
        if browser.evaluate("document.activeElement.tagName") == "SUMMARY":
            browser.press("Enter", 13, "\r")
    closed = browser.evaluate("document.querySelectorAll('details:not([open])').length")
    expect(closed == 0, f"{name}: {closed} tables that the keyboard does not open")


with Browser() as browser:
    for name, (address, words) in ITEMS.items():
        browser.open(address)
        shown = browser.evaluate("document.querySelector('h1').textContent")
        expect(words in shown, f"instead of {words!r} the page says {shown!r}")
        for width in (360, 1280):
            for scheme in ("light", "dark"):
                browser.look(width, scheme)
                inspect(browser, f"{name} {width} {scheme}", scheme)
                browser.picture(FOLDER / f"operator-{name}-{width}-{scheme}.png")
        open_tables(browser, name)
        inspect(browser, f"{name} open", "dark")
        # What is drawn is what the tables say: as many rows as the plot has slices.
        rows = browser.evaluate("[...document.querySelectorAll('.plot')].map(p => [p.querySelectorAll('tbody tr').length, "
                                "p.querySelectorAll('.tip').length]).filter(([a, b]) => a != b).length")
        expect(rows == 0, f"{name}: {rows} plots whose table says something else")

print("\n".join(faults))
sys.exit(1 if faults else 0)
