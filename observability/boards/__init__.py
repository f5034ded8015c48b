"""The dashboards: what the region, a town, a service, the messages, the calls, the money and the cases look like."""

from observability.boards.calls import VIDEO
from observability.boards.services import MESSAGING, ONE_SERVICE
from observability.boards.towns import REGION, TENANT
from observability.boards.work import CASES, MONEY

BOARDS = (REGION, TENANT, ONE_SERVICE, MESSAGING, VIDEO, MONEY, CASES)
