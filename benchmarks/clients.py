"""The form of a company for sixteen clients at once, against a bare “ok” on the same server.

    python benchmarks/clients.py [--rounds 5]

Counted is the time of the processor that the server takes for a request; the clients are another
process.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from threading import Thread
from time import process_time
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pages  # noqa: E402
from found import Table, compared, show  # noqa: E402

from web.connections import bound, listening  # noqa: E402

CLIENTS, EACH = 16, 12
ASKING: Final = """
import http.client, json, sys, threading
port, path, headers, clients, each = json.loads(sys.argv[1])
def ask():
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(each):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
threads = [threading.Thread(target=ask) for _ in range(clients)]
for one in threads: one.start()
for one in threads: one.join()
"""
PAGE: Final = "form of a company"
NOTES: Final = (
    f"{CLIENTS} clients that keep their connections, on the embedded server with eight threads: "
    "time of the processor that the server takes for a request, median."
)


def served(app: Any) -> int:
    """The port at which an application is served from now on."""
    server = listening(app, bound("127.0.0.1", 0), behind_proxy=True, threads=8)
    Thread(target=server.run, daemon=True).start()
    return int(server.effective_port)


def cost(port: int, path: str, headers: dict[str, str]) -> float:
    """Milliseconds of this process for each request."""
    asked = json.dumps([port, path, headers, CLIENTS, EACH])
    begun = process_time()
    subprocess.run([sys.executable, "-c", ASKING, asked], check=True)  # noqa: S603
    return (process_time() - begun) / (CLIENTS * EACH) * 1000


def tables(rounds: int) -> list[Table]:
    """Both in turns; the first round only warms up."""
    with tempfile.TemporaryDirectory() as folder:
        bench = pages.opened(Path(folder))
        address = bench.filled(pages.COMPANY)
        request = bench.clients[pages.COMPANY].get(address).request
        headers = {"Host": "localhost", "Cookie": request.headers["Cookie"]}
        ok, page = served(pages.BARE.application), served(bench.app)
        found: dict[str, list[float]] = {"bare “ok”": [], PAGE: []}
        for round_ in range(rounds + 1):
            for name, taken in (
                ("bare “ok”", cost(ok, "/", {})),
                (PAGE, cost(page, address, headers)),
            ):
                found[name].extend([taken] if round_ else [])
        bench.product.close()
    middle = {name: median(times) for name, times in found.items()}
    return [Table("Sixteen clients", "ms", compared(middle, {PAGE: 1 / 0.15}), NOTES)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    show(tables(parser.parse_args().rounds))


if __name__ == "__main__":
    main()
