"""Walks through the example shop as a customer does, in Chromium, with the demo's mailbox beside it.

    walk_boutique.py AXE FOLDER SHOP MAILBOX COMMAND...

AXE: the file axe.min.js. FOLDER: where pictures go. SHOP, MAILBOX: the addresses of the shop and of the demo's page. COMMAND: what runs
`facteur` on the demo's outbox.
Prints a line for each fault; ends with 1 where there is one."""

import json, pathlib, re, subprocess, sys, time, urllib.request

from browser import Browser

AXE, FOLDER, SHOP, MAILBOX, *COMMAND = sys.argv[1:]
FOLDER = pathlib.Path(FOLDER)
OLD, NEW = "camille@client.example", "camille.martin@client.example"
FIRST, SECOND = "trois tasses bleues", "quatre théières rouges"
RULES = """axe.run(document).then(found =>
    found.violations.map(v => v.impact + " " + v.id + ": " + v.nodes.map(n => n.target).join(" ")))"""
faults = []


def expect(condition, words):
    if not condition:
        faults.append(words)


def get(path):
    with urllib.request.urlopen(MAILBOX + path) as answer:
        return json.load(answer)


def until(what, look):
    """What `look` gives as soon as it gives something."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.2)
    raise SystemExit("\n".join(faults + [f"in vain was waited until {what}; mails: {get('mails')}"]))


def mails(kind, recipient):
    return [mail for mail in get("mails") if mail["kind"] == kind and mail["recipient"] == recipient]


def mail(kind, recipient, number=1):
    """The mail of this kind that came to somebody as the number-th."""
    found = until(f"{kind} comes to {recipient}", lambda: len(found := mails(kind, recipient)) >= number and found)
    return get(f"mails/{sorted(found, key=lambda one: one['number'])[number - 1]['number']}")


def link(letter, path):
    """The link in a letter that leads to a path of the shop's."""
    return re.search(re.escape(SHOP) + path + r"\S*", letter["text"]).group()


class Customer(Browser):
    def heading(self, words):
        shown = self.evaluate("document.querySelector('h1').textContent")
        expect(words in shown, f"instead of {words!r} the page says {shown!r}")

    def send_form(self, action, heading, **fields):
        """Fills in a form and presses its button."""
        form = f"document.querySelector('form[action=\"{action}\"]')"
        for name, value in fields.items():
            field = f"{form}.elements[{json.dumps(name.replace('_', '-'))}]"
            self.evaluate(f"{field}.value = {json.dumps(value)}; 0")
        self.evaluate(f"setTimeout(() => {form}.querySelector('button').click(), 50); 0")
        self.wait("Page.loadEventFired")
        self.heading(heading)

    def inspect(self, name):
        for width, scheme in [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]:
            where = f"{name} {width} {scheme}"
            self.look(width, scheme)
            self.evaluate(AXE_SCRIPT + "; 0")
            faults.extend(f"{where}: {fault}" for fault in self.evaluate(RULES))
            overflow = self.evaluate("document.documentElement.scrollWidth - innerWidth")
            expect(overflow <= 0, f"{where}: {overflow} pixels wider than the screen")
            low = self.evaluate("Math.min(99, ...[...document.querySelectorAll('button')].map(b => b.offsetHeight))")
            expect(low >= 44, f"{where}: a button only {low} pixels high")
            self.picture(FOLDER / f"boutique-{name}-{width}-{scheme}.png")
        expect(self.evaluate("document.scripts.length") == 0, f"{name}: a script")

    def text(self, selector):
        return self.evaluate(f"document.querySelector({json.dumps(selector)}).textContent")


def register(customer):
    customer.open(SHOP + "/inscription")
    customer.send_form("/inscription", "Ouvrez votre boîte aux lettres", nom="Camille", email=OLD, mot_de_passe=FIRST)


AXE_SCRIPT = pathlib.Path(AXE).read_text()
with Customer() as customer:
    for path, name in [("", "etal"), ("inscription", "inscription"), ("connexion", "connexion"),
                       ("mot-de-passe-oublie", "oubli"), ("nulle-part", "inconnue")]:
        customer.open(f"{SHOP}/{path}")
        customer.inspect(name)

    # She registers, and confirms from the mail, with her password. Who registers with her address later is told nothing; she is.
    register(customer)
    customer.open(link(mail("registration", OLD), "/confirmation"))
    customer.inspect("confirmation")
    customer.send_form("/confirmation", "Confirmez votre adresse", mot_de_passe=SECOND)
    expect("pas le mot de passe" in customer.text(".fault"), "a wrong password is not told")
    customer.inspect("confirmation-refusee")
    customer.send_form("/confirmation", "Mon compte", mot_de_passe=FIRST)
    customer.inspect("compte")
    customer.send_form("/deconnexion", "De quoi prendre le thé")
    register(customer)
    mail("already-registered", OLD)

    # Three resets while nothing goes out: one mail, with the last link, which works.
    subprocess.run([*COMMAND, "pause", "password-reset"], check=True, stdout=subprocess.DEVNULL)
    for _ in range(3):
        customer.open(SHOP + "/mot-de-passe-oublie")
        customer.send_form("/mot-de-passe-oublie", "Ouvrez votre boîte aux lettres", email=OLD)
    subprocess.run([*COMMAND, "resume", "password-reset"], check=True, stdout=subprocess.DEVNULL)
    customer.open(link(mail("password-reset", OLD), "/nouveau-mot-de-passe"))
    customer.send_form("/nouveau-mot-de-passe", "Mon compte", mot_de_passe=SECOND)
    mail("password-changed", OLD)
    customer.send_form("/deconnexion", "De quoi prendre le thé")
    customer.open(SHOP + "/connexion")
    customer.send_form("/connexion", "Se connecter", email=OLD, mot_de_passe=FIRST)
    customer.send_form("/connexion", "Mon compte", email=OLD, mot_de_passe=SECOND)

    # Name, password, and the address: both get their mail.
    customer.send_form("/compte/nom", "Mon compte", nom="Camille Martin")
    mail("account-updated", OLD)
    customer.send_form("/compte/mot-de-passe", "Mon compte", mot_de_passe=SECOND, nouveau=FIRST)
    mail("password-changed", OLD, 2)
    customer.send_form("/compte/adresse", "Ouvrez votre nouvelle boîte aux lettres", email=NEW, mot_de_passe=FIRST)
    customer.open(link(mail("registration", NEW), "/confirmation"))
    customer.send_form("/confirmation", "Mon compte")
    expect(customer.text("#adresse") == NEW, "the account has the old address")
    mail("email-changed", OLD)
    mail("email-changed", NEW)

    # An order, with its invoice.
    kinds = {kind["name"]: kind for kind in get("kinds")}
    if "order-confirmed" in kinds:
        customer.open(SHOP + "/")
        customer.send_form("/commande", "Merci pour votre commande", quantite="2")
        letter = mail("order-confirmed", NEW)
        expect("application/pdf" in letter["source"], "no invoice comes with the order's mail")
        expect("42,70" in letter["text"], "the order's mail does not tell its total")

    # The newsletter: taken on the dashboard, left by a letter's footer, taken and left on the dashboard.
    customer.open(SHOP + "/compte")
    customer.send_form("/compte/lettre", "Mon compte")
    expect("Vous la recevez" in customer.text("#lettre"), "the dashboard does not know of the subscription")
    order = {"kind": "newsletter", "recipient": NEW, "name": "", "parameters": kinds["newsletter"]["sample"]}
    request = urllib.request.Request(MAILBOX + "messages", json.dumps(order).encode(), {"Content-Type": "application/json"})
    expect("\"id\"" in urllib.request.urlopen(request).read().decode(), "the newsletter was not made")
    customer.open(re.search(r"http\S+/d/\S+", mail("newsletter", NEW)["text"]).group())
    customer.evaluate("setTimeout(() => document.querySelector('button').click(), 50); 0")
    customer.wait("Page.loadEventFired")
    customer.heading("Votre désabonnement est enregistré")

    def has_left():
        customer.open(SHOP + "/compte")
        return "Vous ne la recevez pas" in customer.text("#lettre")

    until("the dashboard knows of who left by the footer", has_left)
    customer.send_form("/compte/lettre", "Mon compte")
    expect("Vous la recevez" in customer.text("#lettre"), "the dashboard does not subscribe again")
    customer.send_form("/compte/lettre", "Mon compte")
    expect("Vous ne la recevez pas" in customer.text("#lettre"), "the dashboard's switch does not unsubscribe")

    expect(len(mails("password-reset", OLD)) == 1, f"reset mails: {len(mails('password-reset', OLD))}")

print("\n".join(faults))
sys.exit(1 if faults else 0)
