"""The command line: `python -m local demo | status | stop`."""

import argparse
import sys

from local import control, demo
from local.home import Home


def main() -> int:
    """Do what the command line says."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--home", metavar="DIR", help="folder of state, ports and logs (default: .local)")
    parser = argparse.ArgumentParser(prog="python -m local", description="The whole system on one machine.")
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("demo", parents=[common], help="start everything; Ctrl-C stops it")
    start.add_argument("--detach", action="store_true", help="start in the background, return when ready")
    start.add_argument("--services", metavar="A,B", help="only these services (default: all that exist)")
    start.add_argument("--elsewhere", action="store_true", help="all but the services, which run in containers")
    commands.add_parser("stop", parents=[common], help="stop everything, also after a crash")
    commands.add_parser("status", parents=[common], help="tell what runs")
    told = parser.parse_args()
    home = Home(told.home)
    if told.command == "stop":
        return control.stop(home)
    if told.command == "status":
        return control.status(home)
    services = [name for name in told.services.split(",") if name] if told.services is not None else None
    if told.detach:
        return control.detach(home, services)
    return demo.run(home, services, elsewhere=told.elsewhere)


if __name__ == "__main__":
    sys.exit(main())
