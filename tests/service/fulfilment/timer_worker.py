"""A process that does due work until there is none: `python -m tests.service.fulfilment.timer_worker`."""

from chassis.jobs.runner import JobRunner
from chassis.service import Running
from chassis.settings import load
from fulfilment.bootstrap import service


def main() -> None:
    """Do timers only, as a worker does them."""
    running = Running.start(service, load(service.settings))
    timers = type(running.due_work)({"case-timer": running.due_work.jobs["case-timer"]})
    JobRunner(running.work, running.tenants, timers, running.ports).run_all()


if __name__ == "__main__":
    main()
