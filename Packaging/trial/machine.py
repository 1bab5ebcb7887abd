"""What the trial finds on its machine: commands, a PostgreSQL, a relay, and what they say."""

import glob
import json
import os
import pathlib
import subprocess
import time
import urllib.error
import urllib.request

BIN = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
DATA, LEDGER, SLOW = "/var/lib/trial-postgresql", "/var/lib/trial-ledger", "/run/trial-slow"


class Failed(Exception):
    pass


def run(*command, check=True, text=None, user=None, env=None):
    done = subprocess.run(command, input=text, capture_output=True, text=True, user=user, env=env, timeout=180)
    if check and done.returncode != 0:
        raise Failed(f"{' '.join(command)}: {done.returncode}: {done.stdout[-500:]}{done.stderr[-1500:]}")
    return done


def expect(holds, what):
    if not holds:
        raise Failed(what)


def wait(what, holds, within=60):
    """Until it holds; the last value that it had is told where it never does."""
    end = time.monotonic() + within
    while not (value := holds()):
        if time.monotonic() > end:
            raise Failed(f"never: {what}\n{journal()}")
        time.sleep(0.1)
    return value


def show(unit, *names):
    said = run("systemctl", "show", unit, *[f"-p{name}" for name in names]).stdout
    values = dict(line.split("=", 1) for line in said.splitlines() if "=" in line)
    return values[names[0]] if len(names) == 1 else values


def journal(unit="facteur"):
    return run("journalctl", "-u", unit, "-n", "25", "--no-pager", "-o", "cat", check=False).stdout


def page(port, path):
    """Status and body of a page of this machine; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()
    except OSError as fault:
        return 0, str(fault)


def start_database():
    if not os.path.exists(DATA):
        run("install", "-d", "-o", "postgres", "-m", "700", DATA)
        run("install", "-d", "-o", "postgres", "-m", "755", "/run/postgresql")
        run(f"{BIN}/initdb", "-D", DATA, "-E", "UTF8", "--locale=C.UTF-8", "--auth-local=trust",
            "--auth-host=scram-sha-256", user="postgres")
    run(f"{BIN}/pg_ctl", "-D", DATA, "-w", "-l", f"{DATA}/log", "-o", "-c listen_addresses=127.0.0.1", "start", user="postgres")


def sql(statement):
    said = run(f"{BIN}/psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-d", "shop", text=statement, user="postgres")
    return said.stdout.split("\n")[:-1]


def enqueue(count, lane="transactional"):
    """Resets for so many readers; their ids, as the relay writes them down."""
    return {
        line.replace("-", "") for line in sql(
            "select facteur.enqueue('password-reset', 'a' || n || '@client.example', "
            f"'{{\"link\": \"https://www.shop.example/r\"}}') from generate_series(1, {count}) n")
    }


def ledger():
    """The ids of all mail that the relay has taken, in the order of its taking."""
    file = pathlib.Path(LEDGER)
    return [line.split()[0] for line in file.read_text().splitlines()] if file.exists() else []


def arrived(wanted, within=180):
    """Waits for all of these; fails where one is missing or came twice."""
    wait(f"all of {len(wanted)} messages arrive", lambda: wanted <= set(ledger()), within)
    came = [name for name in ledger() if name in wanted]
    expect(len(came) == len(wanted), f"{len(came) - len(wanted)} came twice")


def samples():
    """Each kind that goes to one reader, with the parameters of its sample."""
    import yaml

    for file in sorted(pathlib.Path("/trial/templates").glob("*/kind.yaml")):
        kind = yaml.safe_load(file.read_text())
        if kind["lane"] == "transactional":
            yield file.parent.name, json.dumps(kind.get("sample", {}), default=str)
