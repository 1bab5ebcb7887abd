"""Sees an issue as its editor does, and as a reader of it, in Chromium.

    walk_issue.py AXE FOLDER ITEMS

AXE: the file axe.min.js. FOLDER: where pictures go. ITEMS: JSON with "front", the address and port that stand for the host of every
`https` link, and the steps to be taken, each of which may be missing:

- "preview": ADDRESS, FILE, WRONG, RIGHT: the page of `facteur preview`; WRONG stands in the file, is found there, and becomes RIGHT
- "test": HTML of the copy that the editor got
- "letter": HTML of the letter that the reader got: read, opened in the browser, and left by its footer
- "return": ADDRESS of the page of preferences

Prints a line for each fault; ends with 1 where there is one."""

import json, pathlib, sys, time, urllib.parse

from browser import Browser

AXE, FOLDER, ITEMS = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2]), json.loads(sys.argv[3])
RULES = """axe.run(document, {iframes: false}).then(found =>
    found.violations.map(v => v.impact + " " + v.id + ": " + v.nodes.map(n => n.target).join(" ")))"""
PICTURES = "[...document.images].map(i => i.alt + ': ' + (i.complete && i.naturalWidth > 0 && i.offsetWidth > 0))"
faults = []


def expect(condition, words):
    if not condition:
        faults.append(words)


def until(what, look):
    """Waits until `look` gives something."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if look():
            return
        time.sleep(0.2)
    raise SystemExit("\n".join(faults + [f"in vain was waited until {what}"]))


def heading(browser, words):
    shown = browser.evaluate("document.querySelector('h1').textContent")
    expect(words in shown, f"instead of {words!r} the page says {shown!r}")


def click(browser, selector, words):
    """Clicks on what has these words."""
    found = f"[...document.querySelectorAll('{selector}')].find(e => e.textContent.trim() === {json.dumps(words)})"
    if not browser.evaluate(f"!!{found}"):
        raise SystemExit("\n".join(faults + [f"{browser.evaluate('location.href')}: no {selector} says {words!r}"]))
    browser.evaluate(f"setTimeout(() => {found}.click(), 50); 0")
    browser.wait("Page.loadEventFired")


def inspect(browser, name):
    """What must be true of each page and letter, on a phone and a desk, light and dark."""
    for width, scheme in [(width, scheme) for width in (360, 800) for scheme in ("light", "dark")]:
        where = f"{name} {width} {scheme}"
        browser.look(width, scheme)
        browser.evaluate(AXE + "; 0")
        # A letter is no page, and what is minor on one need not be told of it.
        faults.extend(f"{where}: {fault}" for fault in browser.evaluate(RULES) if not fault.startswith("minor"))
        overflow = browser.evaluate("document.documentElement.scrollWidth - innerWidth")
        expect(overflow <= 0, f"{where}: {overflow} pixels wider than the screen")
        browser.picture(FOLDER / f"issue-{name}-{width}-{scheme}.png")


def pictures(browser, name):
    """All pictures are there, and the products stand two in a row, on a phone one."""
    for width, rows in [(800, 1), (360, 2)]:
        browser.look(width, "light")
        until(f"the pictures of {name} are there",
              lambda: (shown := browser.evaluate(PICTURES)) and all(one.endswith(": true") for one in shown))
        tops = browser.evaluate("[...document.images].slice(-2).map(i => Math.round(i.getBoundingClientRect().top))")
        expect(len(set(tops)) == rows, f"{name} {width}: the two products stand in {len(set(tops))} rows: {tops}")


def see(browser, address, file, wrong, right):
    """The fault stands beside its line, and is gone as soon as the file is saved; the letter is there on both screens."""
    browser.look(1280, "light")
    browser.open(address)
    click(browser, "main a", "Voir")
    click(browser, "nav.tabs a", "Source")
    remarks = browser.evaluate("[...document.querySelectorAll('.remark')].map(r => r.previousSibling.textContent)")
    expect(len(remarks) == 1 and wrong in remarks[0], f"preview: the fault stands beside {remarks}")
    browser.picture(FOLDER / "issue-preview-fault.png")
    file = pathlib.Path(file)
    file.write_text(file.read_text().replace(wrong, right))
    until("the preview sees that the file is mended",
          lambda: "aucun" in browser.evaluate("document.getElementById('controles').textContent"))
    expect(browser.evaluate("document.querySelectorAll('.remark').length") == 0, "preview: a fault stays beside its line")
    click(browser, "nav.tabs a", "Lettre")
    frames = "[...document.querySelectorAll('iframe')]"
    until("the preview shows the pictures on both screens", lambda: browser.evaluate(
        f"{frames}.length === 2 && {frames}.every(f => f.contentDocument.images.length === 3 && "
        "[...f.contentDocument.images].every(i => i.complete && i.naturalWidth > 0))"))
    browser.picture(FOLDER / "issue-preview.png")
    browser.evaluate(AXE + "; 0")
    faults.extend(f"preview: {fault}" for fault in browser.evaluate(RULES))
    click(browser, "nav.switch a", "Sombre")
    browser.picture(FOLDER / "issue-preview-dark.png")
    click(browser, "nav.tabs a", "Texte")
    browser.picture(FOLDER / "issue-preview-text.png")


def open_letter(browser, name, html):
    """A letter as it lies in a mailbox."""
    file = FOLDER / f"issue-{name}.html"
    file.write_text(html)
    browser.open(file.resolve().as_uri())


def receive_test(browser, html):
    """The ways out of a copy say that it is one."""
    for words in ("Me désabonner", "Recevoir moins de lettres"):
        open_letter(browser, "test", html)
        click(browser, "a", words)
        heading(browser, "Ceci est un exemplaire d’essai")
    inspect(browser, "test-link")


def read_and_leave(browser, html):
    """The letter, the same in the browser without anybody's name, and the way out, which is one click and one button."""
    open_letter(browser, "letter", html)
    pictures(browser, "letter")
    inspect(browser, "letter")
    expect("Bonjour Camille" in browser.evaluate("document.body.textContent"), "the letter does not greet its reader")
    click(browser, "a", "Lire en ligne")
    heading(browser, "Les tasses sont de retour")
    pictures(browser, "online")
    inspect(browser, "online")
    page = browser.evaluate("document.documentElement.outerHTML")
    for secret in ("Camille", "camille", "/d/", "/p/"):
        expect(secret not in page, f"online: {secret!r} stands there")
    open_letter(browser, "letter", html)
    click(browser, "a", "Me désabonner")
    heading(browser, "Ne plus recevoir cette lettre")
    inspect(browser, "leave")
    click(browser, "button", "Me désabonner")
    heading(browser, "Votre désabonnement est enregistré")


def come_back(browser, address):
    """From the page of preferences, which shows that the reader has left."""
    browser.open(address)
    heading(browser, "Vos abonnements")
    chosen = "document.querySelector('input:checked').value"
    expect(browser.evaluate(chosen) == "leave", f"preferences: {browser.evaluate(chosen)} is chosen after leaving")
    browser.evaluate("document.querySelector('input[value=always]').click()")
    click(browser, "button", "Enregistrer mes choix")
    said = browser.evaluate("document.querySelector('[role=status]')?.textContent")
    expect(said == "Vos choix sont enregistrés.", f"preferences: the page says {said!r}")
    expect(browser.evaluate(chosen) == "always", f"preferences: {browser.evaluate(chosen)} is chosen after coming back")
    inspect(browser, "preferences")


options = [f"--host-resolver-rules=MAP *:443 {ITEMS['front']}", "--ignore-certificate-errors"]
with Browser(*options) as browser:
    if "preview" in ITEMS:
        see(browser, *ITEMS["preview"])
    if "test" in ITEMS:
        receive_test(browser, ITEMS["test"])
    if "letter" in ITEMS:
        read_and_leave(browser, ITEMS["letter"])
    if "return" in ITEMS:
        come_back(browser, ITEMS["return"])

print("\n".join(faults))
sys.exit(1 if faults else 0)
