"""A headless Chromium, driven by its DevTools protocol."""

import base64, json, os, pathlib, shutil, subprocess, tempfile, time

import websocket


class Browser:
    """One page in a browser of its own, which knows nothing from before."""

    def __init__(self, *further):
        """With further options of the program's."""
        program = shutil.which("chromium")
        if not program:
            raise SystemExit("chromium is not installed: make web-check installs it")
        self.folder = tempfile.mkdtemp(prefix="facteur-browser-")
        options = ["--headless=new", "--remote-debugging-port=0", "--remote-allow-origins=*", "--no-first-run",
                   "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--hide-scrollbars",
                   # The pages speak the reader's language.
                   "--accept-lang=fr", f"--user-data-dir={self.folder}"]
        if os.geteuid() == 0:
            options.append("--no-sandbox")
        self.process = subprocess.Popen([program, *options, *further, "about:blank"], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        self.number = 0
        self.socket = websocket.create_connection(self.page(), timeout=120)
        self.document = None
        self.send("Page.enable")
        self.send("Network.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def page(self):
        """The address of the first page, once the browser has told its port."""
        told = pathlib.Path(self.folder, "DevToolsActivePort")
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and self.process.poll() is None:
            if told.exists() and len(lines := told.read_text().split("\n")) > 1:
                browser = websocket.create_connection(f"ws://127.0.0.1:{lines[0]}{lines[1]}", timeout=120)
                browser.send(json.dumps({"id": 1, "method": "Target.getTargets"}))
                targets = json.loads(browser.recv())["result"]["targetInfos"]
                browser.close()
                pages = [target["targetId"] for target in targets if target["type"] == "page"]
                if pages:
                    return f"ws://127.0.0.1:{lines[0]}/devtools/page/{pages[0]}"
            time.sleep(0.1)
        raise SystemExit("chromium did not start")

    def send(self, method, **parameters):
        """Asks the browser for something, and returns its answer."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = self.receive()
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]

    def receive(self):
        message = json.loads(self.socket.recv())
        if message.get("method") == "Network.responseReceived" and message["params"]["type"] == "Document":
            self.document = message["params"]["requestId"]
        return message

    def wait(self, event):
        while self.receive().get("method") != event:
            pass

    def open(self, address):
        self.send("Page.navigate", url=address)
        self.wait("Page.loadEventFired")

    def evaluate(self, script):
        """The value of a JavaScript expression in the page: the tool's own, which no policy of the page's stops."""
        result = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"]))
        return result["result"].get("value")

    def press(self, key, code, text=""):
        """A key on the keyboard."""
        values = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        self.send("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **values)
        self.send("Input.dispatchKeyEvent", type="keyUp", **values)

    def look(self, width, scheme):
        """A screen of this width, in `light` or `dark`."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=width < 600)
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def source(self):
        """What the server sent for the page, whatever became of it since."""
        return self.send("Network.getResponseBody", requestId=self.document)["body"]

    def picture(self, file):
        height = self.evaluate("Math.max(document.documentElement.scrollHeight, 640)")
        width = self.evaluate("innerWidth")
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        data = self.send("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)["data"]
        pathlib.Path(file).write_bytes(base64.b64decode(data))
