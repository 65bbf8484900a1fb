"""How fast, in one go: `python -m tests.benchmark` (start, one article by stage, the service; about five minutes).

The parts can be run alone: `tests.benchmark.startup`, `.article`, `.service`; and beside others: `.peers`.
"""

import os

from tests.benchmark import article, service, startup
from tests.benchmark.table import table


def main() -> None:
    """Prints a table in three parts."""
    print(f"load average {os.getloadavg()[0]:.1f}\n")
    print(table(startup.HEAD, startup.measured(runs=5)), "\n")
    print(table(*article.measured([300, 800, 3000, 20_000], seconds=5.0)), "\n")
    print(table(service.HEAD, service.measured(seconds=15.0)))


if __name__ == "__main__":
    main()
