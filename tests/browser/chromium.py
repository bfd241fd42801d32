"""One page in Debian's Chromium, driven over the DevTools protocol."""

import base64
import json
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

import websocket

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--remote-debugging-port=0", "--remote-allow-origins=*",
)  # fmt: skip


def path_of_chromium() -> str | None:
    """Where Chromium is, if it is."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


class Page:
    """A tab, what it asked of the network, and what it complained about."""

    def __init__(self, profile: Path) -> None:
        chromium = path_of_chromium()
        assert chromium
        self._process = subprocess.Popen([chromium, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
                                         stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)  # fmt: skip
        told = profile / "DevToolsActivePort"
        for _ in range(300):
            if told.exists() and told.read_text().count("\n"):
                break
            time.sleep(0.1)
        port = told.read_text().split("\n")[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
            tab = next(tab for tab in json.load(answer) if tab["type"] == "page")
        self._socket = websocket.create_connection(tab["webSocketDebuggerUrl"], timeout=60)
        self._last = 0
        self.requests: list[str] = []
        self.complaints: list[str] = []
        for domain in ("Page", "Runtime", "Network", "Log", "Audits"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **told: Any) -> dict[str, Any]:
        """The browser's answer to one command; what it reports meanwhile is kept."""
        self._last += 1
        number = self._last
        self._socket.send(json.dumps({"id": number, "method": method, "params": told}))
        while True:
            message = json.loads(self._socket.recv())
            if message.get("id") == number:
                assert "error" not in message, (method, message)
                return message["result"]
            self._note(message)

    def _note(self, message: dict[str, Any]) -> None:
        told = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(told["request"]["url"])
            case "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(told["exceptionDetails"]))
            case "Runtime.consoleAPICalled" if told["type"] in {"error", "warning"}:
                self.complaints.append(json.dumps(told["args"]))
            case "Log.entryAdded" if told["entry"]["level"] in {"error", "warning"}:
                self.complaints.append(told["entry"]["text"])
            case "Audits.issueAdded":
                self.complaints.append(json.dumps(told["issue"]))
            case "Page.loadEventFired":
                self._loaded = True

    def look(self, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        """Set the window's size and the reader's colour scheme."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
                  {"name": "prefers-reduced-motion", "value": "reduce"}]  # fmt: skip
        self.send("Emulation.setEmulatedMedia", features=scheme)

    def open(self, page: Path, fragment: str = "") -> None:
        """Load a file and wait until it stands."""
        # From the same file, a fragment alone would load nothing.
        self._go("about:blank")
        self.requests.clear()
        self.complaints.clear()
        self._go(page.as_uri() + fragment)

    def _go(self, url: str) -> None:
        self._loaded = False
        self.send("Page.navigate", url=url)
        for _ in range(300):
            if self._loaded:
                break
            self.send("Page.getFrameTree")
            time.sleep(0.02)
        assert self._loaded

    def evaluate(self, script: str) -> Any:
        """The value of an expression on the page, promises awaited."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """One key down and up."""
        codes = {"Tab": 9, "Enter": 13}
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=codes[key],
                      **(text if kind == "keyDown" else {}))  # fmt: skip

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """A picture of the page as PNG."""
        answer = self.send("Page.captureScreenshot", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(answer["data"]))

    def close(self) -> None:
        """End the browser."""
        self._socket.close()
        self._process.terminate()
        self._process.wait(timeout=20)
