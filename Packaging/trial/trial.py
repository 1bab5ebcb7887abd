"""An operator's days with the package, in a booted systemd: each step is a function, told in one line. The last line of the report is
`trial: ok`, or says which step failed and why."""

import os
import pathlib
import re
import signal
import subprocess
import sys
import threading
import time

from machine import LEDGER, SLOW, Failed, arrived, enqueue, expect, journal, ledger, page, run, samples, show, sql, start_database, wait

UNITS = ["facteur.service", "facteur@9031.service", "facteur-web.service", "facteur-bounce.service"]
SETTINGS = """database: {url: "postgresql://127.0.0.1/shop"}
smtp: {url: "smtp://127.0.0.1:2525", tls: none, connections: 8}
mail: {from: "Boutique <compte@shop.example>", replyTo: "aide@shop.example", helo: worker.shop.example, returnPath: "b+{id}@shop.example"}
web: {publicUrl: "https://lettre.shop.example"}
"""
OLD, NEW = "/trial/old.deb", "/trial/new.deb"


def install():
    """installed, nothing runs and nothing is enabled"""
    run("dpkg", "-i", OLD if os.path.exists(OLD) else NEW)
    for unit in UNITS + ["facteur-web.socket", "facteur.target"]:
        if os.path.exists(f"/usr/lib/systemd/system/{unit.replace('9031', '')}"):
            expect(show(unit, "ActiveState") == "inactive", f"{unit} is active")
    expect(not list(pathlib.Path("/etc/systemd/system").glob("*.wants/facteur*")), "something is enabled")
    expect(os.path.exists("/etc/facteur/facteur.yaml"), "no settings")
    expect(run("facteur", "status", check=False).returncode in (69, 78), "the example settings lead to a database")
    checked = run("facteur", "templates", "check", check=False)
    expect(checked.returncode == 0, f"with the example settings: {checked.stderr}")


def documents():
    """a manual page for the program and each command; completions; no link of the installed pages is dead"""
    for name in ("facteur", "facteur-run", "facteur-show"):
        expect("NAME" in run("man", name, env=os.environ | {"MANPAGER": "cat"}).stdout, f"man {name}")
    run("bash", "-n", "/usr/share/bash-completion/completions/facteur")
    pages = [*pathlib.Path("/usr/share/doc/facteur").rglob("*.md")]
    expect(len(pages) > 5, "no pages")
    for file in pages:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", file.read_text()):
            expect((file.parent / link).exists(), f"{file} links to {link}")


def configure():
    """settings and secrets are written; the units are rated 1.5 at most"""
    pathlib.Path("/etc/facteur/facteur.yaml").write_text(SETTINGS)
    for name, secret in (("smtp", "x"), ("database", "worker"), ("web-database", "web"), ("bounce-database", "bounce")):
        file = pathlib.Path(f"/etc/facteur/{name}-password")
        file.write_text(secret + "\n")
        file.chmod(0o600)
    # A minute would do; the trial has less time.
    for unit in ("facteur.service", "facteur@.service"):
        folder = pathlib.Path(f"/etc/systemd/system/{unit}.d")
        folder.mkdir()
        (folder / "trial.conf").write_text("[Service]\nWatchdogSec=12s\n")
    run("systemctl", "daemon-reload")
    subprocess.Popen([sys.executable, "/trial/relay.py", "2525", LEDGER, SLOW])
    for unit in UNITS:
        if os.path.exists(f"/usr/lib/systemd/system/{unit.replace('9031', '')}"):
            run("systemd-analyze", "security", "--threshold=15", unit)


def start_in_time(what, says):
    """The start does not wait for what is missing, and STATUS= and /readyz say what it is."""
    begun = time.monotonic()
    run("systemctl", "start", "facteur")
    expect(time.monotonic() - begun < 30, f"{what}: the start took {time.monotonic() - begun:.0f} s")
    wait(f"{what}: STATUS says so", lambda: re.search(says, show("facteur", "StatusText")), 20)
    status, body = page(9025, "/readyz")
    expect(status == 503 and re.search(says, body), f"{what}: /readyz: {status} {body}")


def migrate():
    """As README.md tells: by the superuser, in the name of a role that is nobody's login."""
    run("facteur", "migrate", user="postgres", env=os.environ | {"PGOPTIONS": "-c role=facteur_owner"})


def prepare_database():
    """A PostgreSQL with the schema and its users."""
    start_database()
    run("createdb", "-U", "postgres", "shop", user="postgres")
    os.environ["FACTEUR_DATABASE_URL"] = "postgresql:///shop"
    sql("create role facteur_owner nologin createrole; grant create on database shop to facteur_owner")
    migrate()
    expect(sql("select nspowner::regrole from pg_namespace where nspname = 'facteur'") == ["facteur_owner"], "the schema is not its owner's")
    run("psql", "-U", "postgres", "-d", "shop", "-f", "/usr/share/doc/facteur/roles.sql", user="postgres")
    sql("""alter role facteur password 'worker'; alter role "facteur-web" password 'web';
           alter role "facteur-bounce" password 'bounce'""")


def start_older():
    """the older package delivers"""
    prepare_database()
    run("systemctl", "start", "facteur")
    wait("/readyz is 200", lambda: page(9025, "/readyz")[0] == 200)


def start_without_database():
    """a start without a database is no start that hangs: STATUS= and /readyz say what is missing"""
    start_in_time("no database", "database")
    run("systemctl", "stop", "facteur")


def start_with_wrong_password():
    """nor is one with a wrong password; with the right one it is ready, and /readyz says so only then"""
    prepare_database()
    sql("alter role facteur password 'other'")
    start_in_time("a wrong password", "password")
    sql("alter role facteur password 'worker'")
    wait("/readyz is 200", lambda: page(9025, "/readyz")[0] == 200)
    wait("STATUS says that it delivers", lambda: "delivers" in show("facteur", "StatusText"), 20)
    run("systemctl", "stop", "facteur")


def start_with_full_disk():
    """nor is one whose state directory is full; with space again it goes on by itself"""
    folder = os.path.realpath("/var/lib/facteur")
    owner = os.stat(folder)
    run("mount", "-t", "tmpfs", "-o", f"size=64k,mode=700,uid={owner.st_uid},gid={owner.st_gid}", "trial", folder)
    ballast = os.open(f"{folder}/ballast", os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(ballast, b"x" * 512)
    except OSError:
        os.close(ballast)
    start_in_time("a full disk", "No space left|journal")
    os.unlink(f"{folder}/ballast")
    wait("/readyz is 200", lambda: page(9025, "/readyz")[0] == 200)
    run("systemctl", "stop", "facteur")
    run("umount", folder)


def every_kind():
    """every kind is sent from within the sandbox, and its log has no line of a thread's priority"""
    run("systemctl", "start", "facteur")
    wanted = set()
    for kind, parameters in samples():
        done = run("facteur", "enqueue", kind, f"{kind}@client.example", "--params-file", "-", text=parameters, user="postgres")
        wanted.add(done.stdout.strip().replace("-", ""))
    arrived(wanted)
    sql("insert into facteur.list (name, title) values ('nouvelles', 'Les nouvelles')")
    sql("select facteur.subscribe('abonnee@client.example', 'nouvelles')")
    sql("""select facteur.create_newsletter('nouvelles', '{"subject": "Une", "markdown": "Deux"}')""")
    wait("the newsletter is sent", lambda: sql(
        "select count(*) from facteur.ended where kind = 'newsletter' and outcome = 'sent'") == ["1"], 40)
    expect("priority" not in run("journalctl", "-u", "facteur", "--no-pager").stdout, "a thread's priority is complained about")


def web():
    """the endpoint is started by the first reader, on systemd's socket, and outlives a restart without refusing one"""
    run("systemctl", "start", "facteur-web.socket")
    expect(show("facteur-web", "ActiveState") == "inactive", "it runs before anybody asks")
    status, body = page(8025, "/d/none")
    expect(status in (200, 404) and "<html" in body, f"{status} {body[:200]}{journal('facteur-web')}")
    expect(show("facteur-web", "ActiveState") == "active", "who answered?")
    run("systemctl", "restart", "facteur-web")
    expect(page(8025, "/d/none")[0] == status, "not after a restart")
    sql("insert into facteur.list (name, title) values ('lettre', 'La lettre')")
    sql("select facteur.subscribe('lectrice@client.example', 'lettre')")
    token = sql("select token from facteur.subscription where list = 'lettre'")[0]
    run("curl", "-sf", "-d", "List-Unsubscribe=One-Click", f"http://127.0.0.1:8025/d/{token}")
    expect(sql("select status from facteur.subscription where list = 'lettre'") == ["unsubscribed"], "the click changed nothing")


def bounce():
    """a report in the Maildir ends its message"""
    (name,) = enqueue(1)
    arrived({name})
    run("systemctl", "start", "facteur-bounce")
    mail = f"""Return-Path: <>
Delivered-To: b+{name}@shop.example
From: MAILER-DAEMON@relay.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="r"

--r
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.test

Final-Recipient: rfc822; a1@client.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--r--
"""
    file = pathlib.Path("/var/mail/facteur-bounce/tmp/1.trial")
    file.write_text(mail)
    run("chown", "facteur-bounce:", str(file))
    file.rename("/var/mail/facteur-bounce/new/1.trial")
    wait("the message has bounced", lambda: sql("select 1 from facteur.ended where outcome = 'bounced'"), 30)
    run("systemctl", "stop", "facteur-bounce")
    sql("delete from facteur.suppression")


def depth():
    """systemctl status tells how much waits, and how fast it goes"""
    open(SLOW, "w").close()
    # More than eight connections take within the time from one look at the queue to the next.
    wanted = enqueue(240)
    text = wait(
        "STATUS has a depth", lambda: re.search(r"([1-9][0-9]*) transactional, .*sent in the last minute", show("facteur", "StatusText")), 40)
    expect(text.group(0) in run("systemctl", "status", "facteur", check=False).stdout, "systemctl status does not show it")
    os.unlink(SLOW)
    arrived(wanted)


class Load:
    """Messages that keep coming while something happens."""

    def __enter__(self):
        self.wanted, self.ends = set(), threading.Event()
        self.thread = threading.Thread(target=self.keep_coming)
        self.thread.start()
        return self

    def keep_coming(self):
        while not self.ends.wait(0.2):
            self.wanted |= enqueue(20)

    def __exit__(self, kind, fault, trace):
        self.ends.set()
        self.thread.join()
        if kind is None:
            arrived(self.wanted)
            expect(sql("select count(*) from facteur.in_doubt") == ["0"], "something is in doubt")


def hang():
    """a worker that hangs (SIGSTOP) is restarted by the watchdog within a minute, with nothing lost and nothing twice"""
    restarts = int(show("facteur", "NRestarts"))
    with Load():
        time.sleep(1)
        process = int(show("facteur", "MainPID"))
        os.kill(process, signal.SIGSTOP)
        wait("the watchdog restarts it", lambda: int(show("facteur", "NRestarts")) > restarts, 60)
        expect(not os.path.exists(f"/proc/{process}"), "the one that hung lives beside its successor")
        wait("its successor is up", lambda: page(9025, "/readyz")[0] == 200, 60)
    expect("watchdog" in run("journalctl", "-u", "facteur", "--no-pager").stdout.lower(), "it was not the watchdog")


def reload():
    """ten reloads under load lose nothing"""
    process = show("facteur", "MainPID")
    with Load():
        for _ in range(10):
            run("systemctl", "reload", "facteur")
            time.sleep(0.3)
    expect(show("facteur", "MainPID") == process and show("facteur", "ActiveState") == "active", "it did not live through it")


def stop():
    """five stops under load end clean"""
    with Load():
        for _ in range(5):
            time.sleep(1)
            run("systemctl", "stop", "facteur")
            expect(show("facteur", "Result") == "success", f"it ended with {show('facteur', 'Result')}")
            run("systemctl", "start", "facteur")


def several():
    """three workers by facteur@ share the load, each with a state directory of its own; facteur.target stops them all"""
    run("systemctl", "enable", "--now", "facteur@9031", "facteur@9032")
    with Load():
        wait("both are ready", lambda: all(page(port, "/readyz")[0] == 200 for port in (9031, 9032)))
        time.sleep(3)
    for name in ("facteur", "facteur-9031", "facteur-9032"):
        expect(os.path.exists(f"/var/lib/{name}/journal"), f"/var/lib/{name} has no journal")
    run("systemctl", "stop", "facteur@9031", "facteur@9032")
    run("systemctl", "disable", "facteur@9031", "facteur@9032")


def taken_port():
    """a taken port ends with 78 and one line, and restarts nothing"""
    run("systemctl", "stop", "facteur")
    taken = subprocess.Popen([sys.executable, "-m", "http.server", "9025", "--bind", "127.0.0.1"], stderr=subprocess.DEVNULL)
    wait("the port is taken", lambda: page(9025, "/")[0] == 200)
    run("systemctl", "start", "facteur", check=False)
    wait("it has failed", lambda: show("facteur", "ActiveState") == "failed", 20)
    expect(show("facteur", "ExecMainStatus") == "78", f"exit code {show('facteur', 'ExecMainStatus')}")
    expect("admin.listen" in journal(), "the line does not name the setting")
    taken.terminate()
    taken.wait()
    run("systemctl", "reset-failed", "facteur")


def upgrade():
    """an upgrade under load, a worker of each version side by side for a minute: none lost, none twice"""
    with Load():
        time.sleep(1)
        done = run("dpkg", "-i", "--force-confold", NEW)
        expect("facteur migrate" in done.stdout, "the upgrade does not tell of migrate")
        expect(show("facteur", "ActiveState") == "active", "what ran was stopped")
        folder = pathlib.Path("/etc/systemd/system/facteur@.service.d")
        folder.mkdir(exist_ok=True)
        run("systemctl", "daemon-reload")
        run("systemctl", "start", "facteur@9031")
        wait("the new one is ready or waits for its schema", lambda: page(9031, "/readyz")[0] in (200, 503))
        time.sleep(30)
        migrate()
        wait("the new one is ready", lambda: page(9031, "/readyz")[0] == 200, 60)
        time.sleep(30)
        run("systemctl", "restart", "facteur")
        run("systemctl", "stop", "facteur@9031")
    expect("database: {url" in pathlib.Path("/etc/facteur/facteur.yaml").read_text(), "the settings were overwritten")


def remove():
    """removed, it is gone, and its settings are there; purged, nothing of it is left"""
    run("systemctl", "enable", "facteur", "facteur-web.socket")
    run("dpkg", "-r", "facteur")
    expect(not os.path.exists("/usr/bin/facteur") and os.path.exists("/etc/facteur/facteur.yaml"), "not as removed")
    expect(show("facteur", "MainPID") == "0" and page(8025, "/")[0] == 0, "something still runs")
    run("rm", "-rf", "/etc/systemd/system/facteur.service.d", "/etc/systemd/system/facteur@.service.d")
    run("dpkg", "-P", "facteur")
    left = [
        path for folder in ("/etc", "/usr", "/var/lib", "/lib", "/run/systemd") for path in
        run("find", folder, "-xdev", "-iname", "*facteur*", check=False).stdout.splitlines()
        if not re.search(r"/var/lib/(apt|dpkg)/|/usr/local/|userdb|dynamic-uid|/run/systemd/(units|propagate|generator|unit-root)", path)
    ]
    expect(not left, f"left: {left}")


STEPS = [install, documents, configure, start_without_database, start_with_wrong_password, start_with_full_disk, every_kind, web,
         bounce, depth, hang, reload, stop, several, taken_port, remove]
if os.path.exists(OLD):
    # Of what an older package does only the way up is looked at.
    STEPS = [install, configure, start_older, upgrade, remove]


def main():
    for step in STEPS:
        begun = time.monotonic()
        try:
            step()
        except Exception as fault:
            print(f"FAILED: {step.__doc__}\n{fault}\n{journal() if not isinstance(fault, Failed) else ''}\ntrial: failed", flush=True)
            return 1
        print(f"ok {time.monotonic() - begun:5.1f} s  {step.__doc__}", flush=True)
    print(f"trial: ok, {len(ledger())} messages were taken by the relay", flush=True)
    return 0


sys.exit(main())
