"""Looks at the letters that ship, and at an issue with every block, as readers do: in Chromium, on a phone and on a desk, light and dark, with
the style element and without it; in Firefox, too, where it is installed.

    check_letters.py FACTEUR AXE NU FOLDER

FACTEUR: the program. AXE: the file axe.min.js. NU: the file vnu.jar. FOLDER: where pictures go.
Prints a line for each fault; ends with 1 where there is one."""

import pathlib, re, shutil, subprocess, sys, tempfile

from browser import Browser

FACTEUR, AXE, NU, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]).read_text(), sys.argv[3], pathlib.Path(sys.argv[4])
ROOT = pathlib.Path(__file__).parents[2]
WIDTHS, SCHEMES = (360, 800), ("light", "dark")
faults = []

RULES = """axe.run(document, {resultTypes: ["violations"]}).then(found => ({
    passed: found.passes.length,
    faults: found.violations.filter(v => v.impact != "minor").map(v => v.impact + " " + v.id + ": " + v.nodes.map(n => n.target).join(" "))}))"""

HEAD = """---
list: lettre
subject: Les tasses sont de retour
preheader: Trois couleurs, et une date à retenir pour les fêtes.
---
{{salutation}}

"""

# In place of the shop's pictures, which nobody serves.
PICTURE = ("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1008' height='700'%3E"
           "%3Crect width='1008' height='700' fill='%23b9a88c'/%3E%3C/svg%3E")


def export(folder):
    """The letters' files: of every kind in every locale, and of the issue."""
    issue = folder / "issue.md"
    issue.write_text(HEAD + (ROOT / "Tests/TemplatesTests/Golden/issues/rich.md").read_text())
    settings = folder / "settings.yaml"
    settings.write_text("{}\n")
    common = ["--config", settings, "--templates", ROOT / "templates", "--export"]
    for arguments in (["preview", *common, folder / "kinds"], ["preview", issue, *common, folder / "issues"]):
        told = subprocess.run([FACTEUR, *arguments], capture_output=True, text=True)
        if told.returncode:
            sys.exit(told.stdout + told.stderr)
    return sorted(file for file in folder.glob("*/*.html") if file.name != "index.html")


def validate(letters):
    told = subprocess.run(["java", "-jar", NU, "--format", "gnu", *letters], capture_output=True, text=True)
    faults.extend(line for line in told.stderr.splitlines() if ": error" in line)
    if told.returncode and not faults:
        faults.append(told.stderr)


def inspect(browser, letter, looks):
    browser.open(letter.as_uri())
    for width, scheme in looks:
        where = f"{letter.stem} {width} {scheme}"
        browser.look(width, scheme)
        browser.evaluate(AXE + "; 0")
        found = browser.evaluate(RULES)
        faults.extend(f"{where}: {fault}" for fault in found["faults"])
        if found["passed"] < 10:
            faults.append(f"{where}: axe looked at little: {found['passed']} rules")
        overflow = browser.evaluate("document.documentElement.scrollWidth - innerWidth")
        if overflow > 0:
            faults.append(f"{where}: {overflow} pixels wider than the screen")
        browser.picture(FOLDER / f"letter-{letter.stem}-{width}-{scheme}.png")


def photograph(letters):
    """By Firefox, which takes no orders but these: a profile for each scheme."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        print("Firefox is not installed: no pictures by it")
        return
    for scheme in SCHEMES:
        with tempfile.TemporaryDirectory(prefix="facteur-firefox-") as home:
            pathlib.Path(home, "user.js").write_text(f'user_pref("ui.systemUsesDarkTheme", {int(scheme == "dark")});\n')
            for letter in letters:
                for width in WIDTHS:
                    picture = FOLDER / f"letter-{letter.stem}-{width}-{scheme}-firefox.png"
                    subprocess.run([program, "--headless", "--no-remote", "--profile", home, f"--window-size={width}", "--screenshot",
                                    picture.resolve(), letter.as_uri()], env={"HOME": home, "PATH": "/usr/bin:/bin"}, check=True,
                                   timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


with tempfile.TemporaryDirectory(prefix="facteur-letters-") as folder:
    folder = pathlib.Path(folder)
    letters = export(folder)
    validate(letters)
    with Browser() as browser:
        for letter in letters:
            html = re.sub(r'src="https://[^"]*"', f'src="{PICTURE}"', letter.read_text())
            letter.write_text(html)
            inspect(browser, letter, [(width, scheme) for width in WIDTHS for scheme in SCHEMES])
            # Some mail programs drop the element, and the letter must do without.
            bare = letter.with_stem(letter.stem + "-bare")
            bare.write_text(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))
            inspect(browser, bare, [(width, "light") for width in WIDTHS])
    photograph([letter for letter in letters if letter.stem.endswith(".fr")])

print("\n".join(faults))
sys.exit(1 if faults else 0)
